import { z } from "zod";
import type { MembershipRefusal } from "../../domain/membership/refusals.ts";
import { zId } from "../../events/facts/fields.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { AppendRefusal } from "../../events/store/types.ts";
import { type Licence, licenceFile, licenceText } from "../../kernel/licence.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import type { InvalidInput } from "../input/faults.ts";
import { defineMembership, inShop } from "./define_membership.ts";
import { loadMembership } from "./load_membership.ts";
import type { PlatformKey } from "./platform_key.ts";

const noteLicence = defineMembership(
  "NoteLicence",
  z.object({
    shop: inShop,
    licenceId: zId,
    invoiceId: zId,
    computers: z.int().min(1).max(50),
    textSha256: z.string(),
  }),
  (input, { actor }) => ({ ...input, by: actor.id }),
);

/**
 * The file of a desktop licence that was paid: `invoiceId` is of its invoice. Asked for again it is the same file, for
 * owners lose files. Throws `KeystoreError` where the platform's key cannot be used.
 */
export async function issueLicence(
  { platformKey, log }: { readonly platformKey: PlatformKey; readonly log: CommandContext },
  { id, slug }: Pick<Shop, "id" | "slug">,
  { invoiceId, computers }: { readonly invoiceId: string; readonly computers: number },
): Promise<
  Result<
    { readonly licence: Licence; readonly file: string },
    MembershipRefusal | InvalidInput | AppendRefusal
  >
> {
  const licenceId = fixedId(`${invoiceId}/licence`), { facts } = await loadMembership(log.store, id);
  const before = facts.find(({ fact }) => fact.type === "LicenceIssued" && fact.data.licenceId === licenceId);
  const issuedAt = before?.occurredAt ?? log.clock.now();
  const sold = before?.fact.type === "LicenceIssued" ? before.fact.data.computers : computers;
  const licence: Licence = { licenceId, shop: slug, computers: sold, issuedAt }, text = licenceText(licence);
  if (!before) {
    const textSha256 = sha256(utf8Bytes(text)).toHex();
    const noted = await noteLicence(log, { id: licenceId, occurredAt: issuedAt }, {
      ...{ shop: id, licenceId, invoiceId, computers, textSha256 },
    });
    if (!noted.ok) return noted;
  }
  return ok({ licence, file: licenceFile(licence, await platformKey.sign(text)) });
}
