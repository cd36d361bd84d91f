import { passkeyOptions } from "../../../commands/people/passkeys.ts";
import { defineAccount } from "../../(_shared)/define.ts";
import { passkeyContext, told } from "../../(_shared)/passkey_context.ts";

export const handler = defineAccount.handlers({
  POST: async (ctx) => told(await passkeyOptions(passkeyContext(ctx), ctx.state.account)),
});
