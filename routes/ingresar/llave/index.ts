import { signInWithPasskey } from "../../../commands/people/passkeys.ts";
import { signInText } from "../../../i18n/es_pe/people.ts";
import { define } from "../../(_shared)/define.ts";
import { passkeyContext, readSigned, told } from "../../(_shared)/passkey_context.ts";
import { withSession } from "../../(_shared)/signing_in.ts";
import { goOn } from "../(_parts)/go_on.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const context = passkeyContext(ctx),
      entered = await signInWithPasskey(context, await readSigned(ctx.req));
    if (!entered.ok) return told({ problem: signInText(entered.error) }, 422);
    return withSession(ctx, entered.value, told({ to: await goOn(ctx, entered.value.personId) }));
  },
});
