import type { TenantId } from "./types.ts";

const FORM = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/;
/** sqld's own namespace; a shop of that name would be everybody's. */
const RESERVED = new Set(["default", "control"]);

/**
 * The only way to a `TenantId`, and so to a file or namespace: small ASCII letters, digits and inner hyphens, 3 to 63 of
 * them, at least one a letter (a Host such as `127.0.0.1` names a namespace by its first label). Null for all else.
 */
export function parseTenantId(text: string): TenantId | null {
  return FORM.test(text) && /[a-z]/.test(text) && !RESERVED.has(text) ? text as TenantId : null;
}
