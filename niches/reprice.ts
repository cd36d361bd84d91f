import { importCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { fixedId } from "../commands/fixed_id.ts";
import type { Asked } from "../commands/define_command.ts";
import type { CommandContext } from "../commands/handle.ts";
import type { Product, ProductChange } from "../events/facts/catalogue.ts";
import { type Centimos, parseSoles } from "../kernel/money.ts";
import { ok, type Result } from "../kernel/result.ts";

type Field = (name: string) => readonly string[];

/** The prices that a form says for these products; by id, those that are no price. */
export function typedPrices(
  field: Field,
  products: readonly Product[],
): { readonly prices: ReadonlyMap<string, Centimos>; readonly wrong: ReadonlySet<string> } {
  const prices = new Map<string, Centimos>(), wrong = new Set<string>();
  for (const { productId } of products) {
    const [typed] = field(`price.${productId}`);
    if (typed === undefined) continue;
    const price = parseSoles(typed);
    if (price === null || price <= 0) wrong.add(productId);
    else prices.set(productId, price);
  }
  return { prices, wrong };
}

/** Brings the catalogue to these prices, all or nothing; nothing is written where they are its own already. */
export async function reprice(
  context: CommandContext,
  asked: Asked,
  products: readonly Product[],
  prices: ReadonlyMap<string, Centimos>,
): Promise<Result<unknown, unknown>> {
  const changes: ProductChange[] = products.flatMap((before) => {
    const priceCentimos = prices.get(before.productId) ?? before.priceCentimos;
    return priceCentimos === before.priceCentimos
      ? []
      : [{ before, after: { ...before, priceCentimos }, openingStock: null }];
  });
  if (changes.length === 0) return ok(null);
  // Ids of its own, made of the form's: the same form sent again is the same import.
  return await importCatalogue(context, { id: fixedId(`${asked.id}/prices`) }, {
    importId: fixedId(`${asked.id}/import`),
    fileName: "Tarifas",
    fileSha256: "0".repeat(64),
    changes,
  });
}
