import { epochMsOf, type Instant } from "../../kernel/time.ts";

/**
 * `__Host-` binds the cookie to one origin over TLS (RFC 6265bis §4.1.3.2): a shop's session never travels to another
 * shop. Browsers refuse that prefix on plain http, which is what development serves.
 */
const nameOf = (secure: boolean) => secure ? "__Host-caserito" : "caserito";

export function sessionToken(headers: Headers, secure: boolean): string | null {
  const found = (headers.get("cookie") ?? "").split(";").map((part) => part.trim().split("="))
    .filter(([name]) => name === nameOf(secure));
  // Two cookies of one name mean that someone planted one: neither is trusted.
  return found.length === 1 ? found[0]![1] ?? null : null;
}

export function sessionCookie(token: string, expiresAt: Instant, now: Instant, secure: boolean): string {
  const seconds = Math.max(0, Math.trunc((epochMsOf(expiresAt) - epochMsOf(now)) / 1000));
  return `${nameOf(secure)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${
    secure ? "; Secure" : ""
  }`;
}

export const endedCookie = (secure: boolean): string =>
  `${nameOf(secure)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
