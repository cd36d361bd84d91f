import type { Context } from "fresh";
import { deviceName } from "../../commands/people/device_name.ts";
import type { PlatformSignIn, Session } from "../../commands/people/sessions.ts";
import type { State } from "./define.ts";
import { isSecure } from "./guards.ts";
import { sessionCookie, sessionToken } from "./session_cookie.ts";

/** What signing in takes of a request: what the browser runs on, and the session that the new one replaces. */
export const signInContext = (ctx: Context<State>): PlatformSignIn => ({
  control: ctx.state.services.control,
  clock: ctx.state.services.clock,
  device: deviceName(ctx.req.headers.get("user-agent")),
  replaces: sessionToken(ctx.req.headers, isSecure(ctx.state)),
});

/** Sends the browser on with its new session. */
export function signedIn(ctx: Context<State>, { token, expiresAt }: Session, to: string): Response {
  const response = ctx.redirect(to, 303);
  const { services } = ctx.state;
  response.headers.append(
    "set-cookie",
    sessionCookie(token, expiresAt, services.clock.now(), isSecure(ctx.state)),
  );
  response.headers.set("cache-control", "no-store");
  return response;
}
