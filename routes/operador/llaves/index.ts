import { registerPasskey } from "../../../commands/people/passkeys.ts";
import { signInText } from "../../../i18n/es_pe/people.ts";
import { defineOperator } from "../../(_shared)/define.ts";
import { passkeyContext, readSigned, told } from "../../(_shared)/passkey_context.ts";

export const handler = defineOperator.handlers({
  async POST(ctx) {
    const kept = await registerPasskey(passkeyContext(ctx), ctx.state.operator, await readSigned(ctx.req));
    return kept.ok ? told({ to: "/operador?hecho=llave" }) : told({ problem: signInText(kept.error) }, 422);
  },
});
