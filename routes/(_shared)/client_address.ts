import type { Context } from "fresh";
import type { State } from "./define.ts";

/**
 * Where a request came from, for counting alone and never for deciding what it may see. Null for this machine itself and
 * where nobody knows. Of `X-Forwarded-For` only what our own proxies wrote is read, `CASERITO_PROXIES` from the right: all
 * before it is the client's own invention. An IPv6 customer has a whole /64 (RFC 6177), so that is what is counted.
 */
export function clientAddress(
  { req, info, state }: Pick<Context<State>, "req" | "info" | "state">,
): string | null {
  const proxies = state.services.environment.CASERITO_PROXIES;
  const address = proxies === 0
    ? connected(info)
    : (req.headers.get("x-forwarded-for") ?? "").split(",").at(-proxies)?.trim() || null;
  if (address === null || /^(?:127\.|::1$|::ffff:127\.|localhost$)/.test(address)) return null;
  return address.includes(":") ? network(address) : address;
}

const connected = ({ remoteAddr }: Deno.ServeHandlerInfo): string | null =>
  remoteAddr.transport === "tcp" ? remoteAddr.hostname : null;

/** The first four groups, which also stand for an address written with `::` after them. */
function network(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  return [...groups, ...Array.from({ length: missing }, () => "0")].slice(0, 4).join(":");
}
