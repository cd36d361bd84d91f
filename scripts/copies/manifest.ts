import { z } from "zod";
import { parseTenantId, PLATFORM_LOG, type TenantId } from "../../events/store/mod.ts";
import type { ShopRow } from "../../events/store/control/shop_record.ts";
import { zFileMark } from "./files.ts";

const zTenantId = z.string().transform((text, ctx): TenantId => {
  const id = text === PLATFORM_LOG ? PLATFORM_LOG : parseTenantId(text);
  if (id === null) ctx.addIssue({ code: "custom", message: "not a shop's id" });
  return id ?? z.NEVER;
});

/** The platform's own log stands in a copy like a shop's; the registry does not name it. */
export const PLATFORM_ROW: ShopRow = {
  id: PLATFORM_LOG,
  slug: PLATFORM_LOG,
  name: "",
  niche: "",
  createdAt: "",
};

/** A shop of a copy, and where its log ended. */
const zCopiedShop = z.strictObject({
  id: zTenantId,
  slug: z.string().min(1),
  name: z.string(),
  niche: z.string(),
  createdAt: z.string(),
  origin: z.string().min(1),
  size: z.int().min(0),
  /** RFC 6962 root at that size, base64. */
  root: z.string(),
  signedSize: z.int().min(0),
  /** False for a log that never was signed and has no key yet. */
  hasKey: z.boolean(),
  /** What `ledger verify` said of it when the copy was made: 0, or the code of its first fault. */
  exitCode: z.int(),
});
export type CopiedShop = z.output<typeof zCopiedShop>;

/** The only paths a copy has: what a manifest names beyond them is not ours. */
const zPath = z.string().regex(
  /^(control\.db|people\.json|tenants\/[a-z0-9-]+\.db|vkeys\/[a-z0-9-]+\.vkey)$/,
);

/** `manifest.json`, written last: a folder without it is no copy. */
export const zManifest = z.strictObject({
  format: z.literal("caserito-copy/1"),
  kind: z.enum(["platform", "shop"]),
  madeAt: z.string(),
  shops: z.array(zCopiedShop),
  files: z.record(zPath, zFileMark),
});
export type Manifest = z.output<typeof zManifest>;

export const databaseOf = (id: TenantId): string => `tenants/${id}.db`;
export const vkeyOf = (id: TenantId): string => `vkeys/${id}.vkey`;

/** Every file that the kind and its shops ask for, no more and no fewer. */
export const expectedFiles = ({ kind, shops }: Pick<Manifest, "kind" | "shops">): string[] =>
  [
    kind === "platform" ? "control.db" : "people.json",
    ...shops.flatMap(({ id, hasKey }) => hasKey ? [databaseOf(id), vkeyOf(id)] : [databaseOf(id)]),
  ].sort();
