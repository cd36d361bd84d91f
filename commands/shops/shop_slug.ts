import { parseTenantId } from "../../events/store/tenant_id.ts";

const MAX = 40;

/**
 * A shop's slug is the label before the base domain: small ASCII letters, digits and inner hyphens, 3 to 40 of them, at
 * least one a letter, and no name that the databases keep for themselves. What this refuses is neither made nor served.
 */
export const isShopSlug = (text: string): boolean => text.length <= MAX && parseTenantId(text) !== null;
