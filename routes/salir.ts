import { signOut } from "../commands/people/sessions.ts";
import { define } from "./(_shared)/define.ts";
import { isSecure } from "./(_shared)/guards.ts";
import { endedCookie, sessionToken } from "./(_shared)/session_cookie.ts";

/** Ends the session, on the server and in the browser. Never by GET: a link must not sign anybody out. */
export const handler = define.handlers({
  async POST(ctx) {
    const token = sessionToken(ctx.req.headers, isSecure(ctx.state));
    if (token) await signOut(ctx.state.services.control, token);
    const response = ctx.redirect("/ingresar", 303);
    response.headers.append("set-cookie", endedCookie(isSecure(ctx.state)));
    return response;
  },
});
