import { signInOperatorWithPasskey } from "../../commands/people/operators.ts";
import { signInText } from "../../i18n/es_pe/people.ts";
import { define } from "../(_shared)/define.ts";
import { isSecure } from "../(_shared)/guards.ts";
import { passkeyContext, readSigned, told } from "../(_shared)/passkey_context.ts";
import { operatorCookie, operatorToken } from "../(_shared)/session_cookie.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const secure = isSecure(ctx.state);
    const context = { ...passkeyContext(ctx), replaces: operatorToken(ctx.req.headers, secure) };
    const entered = await signInOperatorWithPasskey(context, await readSigned(ctx.req));
    if (!entered.ok) return told({ problem: signInText(entered.error) }, 422);
    const response = told({ to: "/operador" });
    response.headers.append("set-cookie", operatorCookie(entered.value.token, secure));
    return response;
  },
});
