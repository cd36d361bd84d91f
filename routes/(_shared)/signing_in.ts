import type { Context } from "fresh";
import { deviceName } from "../../commands/people/device_name.ts";
import type { PlatformSignIn, Session } from "../../commands/people/sessions.ts";
import { clientAddress } from "./client_address.ts";
import type { State } from "./define.ts";
import { isSecure } from "./guards.ts";
import { sessionCookie, sessionToken } from "./session_cookie.ts";

/** Any page's context, whatever it knows besides. */
export type Asking = Pick<Context<State>, "req" | "state" | "info" | "redirect">;

/** What signing in takes of a request: what the browser runs on, and the session that the new one replaces. */
export const signInContext = (ctx: Asking): PlatformSignIn => ({
  control: ctx.state.services.control,
  clock: ctx.state.services.clock,
  device: deviceName(ctx.req.headers.get("user-agent")),
  address: clientAddress(ctx),
  replaces: sessionToken(ctx.req.headers, isSecure(ctx.state)),
});

/** Gives the browser its new session along with an answer. */
export function withSession(
  { state }: Asking,
  { token, expiresAt }: Session,
  response: Response,
): Response {
  const cookie = sessionCookie(token, expiresAt, state.services.clock.now(), isSecure(state));
  response.headers.append("set-cookie", cookie);
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Sends the browser on with its new session. */
export const signedIn = (ctx: Asking, session: Session, to: string): Response =>
  withSession(ctx, session, ctx.redirect(to, 303));
