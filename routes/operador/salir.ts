import { signOut } from "../../commands/people/sessions.ts";
import { defineOperator } from "../(_shared)/define.ts";
import { isSecure } from "../(_shared)/guards.ts";
import { endedOperatorCookie, operatorToken } from "../(_shared)/session_cookie.ts";

export const handler = defineOperator.handlers({
  async POST(ctx) {
    const secure = isSecure(ctx.state), token = operatorToken(ctx.req.headers, secure);
    if (token !== null) await signOut(ctx.state.services.control, token);
    const response = ctx.redirect("/operador/ingresar", 303);
    response.headers.append("set-cookie", endedOperatorCookie(secure));
    return response;
  },
});
