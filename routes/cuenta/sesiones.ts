import { endingOne, endingSessions } from "../../events/store/control/sessions.ts";
import { defineAccount } from "../(_shared)/define.ts";
import { readTyped } from "../(_shared)/form.ts";
import { isSecure } from "../(_shared)/guards.ts";
import { endedCookie } from "../(_shared)/session_cookie.ts";

/** Ends one of one's sessions, or all of them everywhere, this one too. */
export const handler = defineAccount.handlers({
  async POST(ctx) {
    const { account: { personId }, services: { control } } = ctx.state;
    const { sesion } = await readTyped(ctx.req);
    await control.batch([sesion === undefined ? endingSessions(personId) : endingOne(personId, sesion)]);
    if (sesion !== undefined) return ctx.redirect("/cuenta?hecho=sesion", 303);
    const response = ctx.redirect("/ingresar", 303);
    response.headers.append("set-cookie", endedCookie(isSecure(ctx.state)));
    return response;
  },
});
