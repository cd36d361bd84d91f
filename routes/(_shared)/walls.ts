import { HttpError, type Middleware } from "fresh";
import { API_PATH, tooMany } from "../../api/mod.ts";
import { isAway } from "../../events/store/driver.ts";
import type { RateRule } from "../../events/store/control/rate_limits.ts";
import { waitText } from "../../i18n/es_pe/pages.ts";
import { redactedError } from "../../kernel/redact.ts";
import { clientAddress } from "./client_address.ts";
import type { State } from "./define.ts";
import { isSecure } from "./guards.ts";
import { operatorToken, sessionToken } from "./session_cookie.ts";

/** Many tablets and phones may stand behind one address of a market or of a mobile carrier. */
const ADDRESS: RateRule = { burst: 1_200, perSecond: 60 };
/** Twenty tills that come back at once send a few hundred batches; a shop's flood is its own. */
const SHOP: RateRule = { burst: 3_000, perSecond: 300 };

/** Counts requests by where they come from and by the host they ask (ledger T10): one flood takes nothing from the others. */
export const rateLimited: Middleware<State> = (ctx) => {
  const { limits } = ctx.state.services, address = clientAddress(ctx);
  const wait = (address === null ? null : limits.take(`address/${address}`, ADDRESS)) ??
    limits.take(`host/${ctx.url.host}`, SHOP);
  if (wait === null) return ctx.next();
  if (ctx.url.pathname.startsWith(`${API_PATH}/`)) return tooMany(wait);
  return askedTooOften(wait);
};

/** `wait` in seconds. */
export const askedTooOften = (wait: number): Response =>
  new Response(waitText(wait), {
    status: 429,
    headers: { "retry-after": String(wait), "content-type": "text/plain; charset=utf-8" },
  });

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A session's cookie goes along with whatever makes a browser send a request, so an unsafe one must say where it was
 * made: every browser names its origin there (Fetch §3.2). Programs have credentials of their own, which no site can send.
 */
export const namedOrigin: Middleware<State> = ({ req, state, next }) => {
  const { headers, method } = req;
  const silent = !headers.has("origin") && !headers.has("sec-fetch-site"), secure = isSecure(state);
  const carries = sessionToken(headers, secure) !== null || operatorToken(headers, secure) !== null;
  if (silent && !SAFE.has(method) && carries) {
    throw new HttpError(403);
  }
  return next();
};

/** An error that nobody expected goes to the log, without secrets and without people; its page says nothing of it. */
export const loggedErrors: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof HttpError) throw error;
    const safe = redactedError(error);
    // deno-lint-ignore no-console -- the log of the server is its standard error
    console.error(`${ctx.req.method} ${ctx.route ?? ""}`, safe);
    throw isAway(error) ? new HttpError(503) : safe;
  }
};
