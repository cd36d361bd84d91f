import { registerPasskey } from "../../../commands/people/passkeys.ts";
import { signInText } from "../../../i18n/es_pe/people.ts";
import { defineAccount } from "../../(_shared)/define.ts";
import { passkeyContext, readSigned, told } from "../../(_shared)/passkey_context.ts";

export const handler = defineAccount.handlers({
  async POST(ctx) {
    const signed = await readSigned(ctx.req);
    const kept = await registerPasskey(passkeyContext(ctx), ctx.state.account, signed);
    return kept.ok ? told({ to: "/cuenta?hecho=llave" }) : told({ problem: signInText(kept.error) }, 422);
  },
});
