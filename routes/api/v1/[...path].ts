import { handleApi } from "../../../api/mod.ts";
import { signOut } from "../../../commands/people/sessions.ts";
import { define } from "../../(_shared)/define.ts";
import { isSecure } from "../../(_shared)/guards.ts";
import { endedCookie, sessionToken } from "../../(_shared)/session_cookie.ts";

export const handler = define.handlers((ctx) => {
  const { services } = ctx.state, secure = isSecure(ctx.state);
  const endSession = async () => {
    const token = sessionToken(ctx.req.headers, secure);
    if (token) await signOut(services.control, token);
    return endedCookie(secure);
  };
  return handleApi(ctx.req, { ...ctx.state, endSession });
});
