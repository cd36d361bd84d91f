import { plusMs } from "../../kernel/time.ts";
import { sameSecret } from "../../kernel/pin.ts";
import { addHandOver, spendHandOver } from "../../events/store/control/hand_overs.ts";
import { staffOf } from "../../events/store/control/people.ts";
import type { TenantId } from "../../events/store/types.ts";
import { newToken, tokenHash } from "./secrets.ts";
import { isToken, type PlatformSignIn, type Session, startSession } from "./sessions.ts";

/**
 * From the platform to a shop. Cookies are per host here, so the platform can give the shop's origin nothing but an
 * address, and an address can be copied: out of a history, a log, or into somebody else's browser to make them work in
 * a shop that is not theirs. So the shop's origin begins: it gives its browser a secret in a cookie of its own and
 * sends it to the platform with the secret's hash (as PKCE does, RFC 7636); the token is bound to that hash, and is
 * worth something only beside the cookie, once, for thirty seconds.
 *
 *   shop  /entrar                → cookie with the secret; to the platform with its seal
 *   base  /ingresar/pase?sello=… → who is signed in here and works there gets a token; back to the shop
 *   shop  /entrar?token=…        → token and cookie together make the session
 *
 * Whoever has just signed somebody in at the platform (sign-up too) sends them to the shop's `/entrar?ir=/caja`.
 */
const HAND_OVER_MS = 30_000;

export interface HandOverRequest {
  readonly personId: string;
  readonly shop: TenantId;
  /** The seal of the secret in the browser's cookie at the shop's origin. */
  readonly browserSeal: string;
}

/** A browser's secret and what may be told of it. */
export async function newBrowserSecret(): Promise<{ readonly secret: string; readonly seal: string }> {
  const secret = newToken();
  return { secret, seal: await tokenHash(secret) };
}

export const isSeal = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Null where the person does not work in that shop. */
export async function issueHandOver(
  { control, clock }: PlatformSignIn,
  { personId, shop, browserSeal }: HandOverRequest,
): Promise<string | null> {
  if (!await staffOf(control, shop, personId)) return null;
  const token = newToken(), now = clock.now(), expiresAt = plusMs(now, HAND_OVER_MS);
  await addHandOver(control, await tokenHash(token), shop, { personId, browserSeal, expiresAt }, now);
  return token;
}

/** Null for a token that is unknown, spent, late, of another shop or of another browser: they all look the same. */
export async function redeemHandOver(
  context: PlatformSignIn,
  shop: TenantId,
  token: string,
  browserSecret: string,
): Promise<Session | null> {
  if (!isToken(token) || !isToken(browserSecret)) return null;
  const { control, clock } = context;
  const found = await spendHandOver(control, await tokenHash(token), shop);
  if (!found || found.expiresAt <= clock.now()) return null;
  if (!sameSecret(found.browserSeal, await tokenHash(browserSecret))) return null;
  if (!await staffOf(control, shop, found.personId)) return null;
  return await startSession(context, { personId: found.personId, shop, way: "hand_over" });
}
