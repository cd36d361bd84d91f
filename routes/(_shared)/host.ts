import { isShopSlug } from "../../commands/shops/shop_slug.ts";

/** Where a request goes: the platform, a shop by its slug, or nowhere of ours. */
export type HostPlace = { readonly kind: "platform" } | { readonly kind: "shop"; readonly slug: string } | {
  readonly kind: "unknown";
};

/**
 * Reads the place from the host of the request alone. Headers a client can invent (`X-Forwarded-Host`, `X-Tenant-ID`,
 * `x-namespace` …) are never looked at, and a host that is not exactly ours (trailing dot, other port) is nowhere.
 */
export function placeOfHost(host: string, baseDomain: string): HostPlace {
  const name = host.toLowerCase();
  if (name === baseDomain) return { kind: "platform" };
  if (!name.endsWith(`.${baseDomain}`)) return { kind: "unknown" };
  const slug = name.slice(0, -baseDomain.length - 1);
  return isShopSlug(slug) ? { kind: "shop", slug } : { kind: "unknown" };
}
