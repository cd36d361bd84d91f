import { epochMsOf, type Instant } from "../../kernel/time.ts";

/**
 * `__Host-` binds a cookie to one origin over TLS (RFC 6265bis §4.1.3.2): a shop's session never travels to another
 * shop. Browsers refuse that prefix on plain http, which is what development serves.
 */
const nameOf = (name: string, secure: boolean) => secure ? `__Host-${name}` : name;

const SESSION = "caserito";
/** The browser's half of a hand-over (commands/people/hand_over.ts). */
const HAND_OVER = "caserito-pase";

function cookieValue(headers: Headers, name: string, secure: boolean): string | null {
  const found = (headers.get("cookie") ?? "").split(";").map((part) => part.trim().split("="))
    .filter(([found]) => found === nameOf(name, secure));
  // Two cookies of one name mean that someone planted one: neither is trusted.
  return found.length === 1 ? found[0]![1] ?? null : null;
}

const setCookie = (name: string, value: string, seconds: number, secure: boolean): string =>
  `${nameOf(name, secure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${
    secure ? "; Secure" : ""
  }`;

export const sessionToken = (headers: Headers, secure: boolean): string | null =>
  cookieValue(headers, SESSION, secure);

export function sessionCookie(token: string, expiresAt: Instant, now: Instant, secure: boolean): string {
  const seconds = Math.max(0, Math.trunc((epochMsOf(expiresAt) - epochMsOf(now)) / 1000));
  return setCookie(SESSION, token, seconds, secure);
}

export const endedCookie = (secure: boolean): string => setCookie(SESSION, "", 0, secure);

/** Of an operator, beside any other: it goes along with nothing that another site makes the browser ask. */
const OPERATOR = "caserito-operador";

export const operatorToken = (headers: Headers, secure: boolean): string | null =>
  cookieValue(headers, OPERATOR, secure);

export const operatorCookie = (token: string, secure: boolean): string =>
  setCookie(OPERATOR, token, 8 * 3_600, secure).replace("SameSite=Lax", "SameSite=Strict");

export const endedOperatorCookie = (secure: boolean): string => setCookie(OPERATOR, "", 0, secure);

export const handOverSecret = (headers: Headers, secure: boolean): string | null =>
  cookieValue(headers, HAND_OVER, secure);

/** Lives for as long as a person may take to sign in at the platform. */
export const handOverCookie = (secret: string, secure: boolean): string =>
  setCookie(HAND_OVER, secret, 600, secure);

export const spentHandOverCookie = (secure: boolean): string => setCookie(HAND_OVER, "", 0, secure);
