import { passkeyOptions } from "../../../commands/people/passkeys.ts";
import { defineOperator } from "../../(_shared)/define.ts";
import { passkeyContext, told } from "../../(_shared)/passkey_context.ts";

export const handler = defineOperator.handlers({
  POST: async (ctx) => told(await passkeyOptions(passkeyContext(ctx), ctx.state.operator)),
});
