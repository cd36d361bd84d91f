import type { TenantId } from "./types.ts";

const FORM = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/;
/** Whose key signs leases. No database has this name. */
export const PLATFORM = "platform" as TenantId;
/** The platform's own log: what shops owe and pay us, and what we told them (design §4). */
export const PLATFORM_LOG = "platform-log" as TenantId;

/** `default` is sqld's own namespace; a shop of that name would be everybody's. */
const RESERVED: ReadonlySet<string> = new Set(["default", "control", PLATFORM, PLATFORM_LOG]);

/**
 * The only way to a `TenantId`, and so to a file or namespace: small ASCII letters, digits and inner hyphens, 3 to 63 of
 * them, at least one a letter (a Host such as `127.0.0.1` names a namespace by its first label). Null for all else.
 */
export function parseTenantId(text: string): TenantId | null {
  return FORM.test(text) && /[a-z]/.test(text) && !RESERVED.has(text) ? text as TenantId : null;
}
