import { passkeySignInOptions } from "../../../commands/people/passkeys.ts";
import { define } from "../../(_shared)/define.ts";
import { passkeyContext, told } from "../../(_shared)/passkey_context.ts";

export const handler = define.handlers({
  POST: async (ctx) => told(await passkeySignInOptions(passkeyContext(ctx))),
});
