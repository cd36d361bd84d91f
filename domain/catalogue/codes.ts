import type { Product, ProductChange } from "../../events/facts/catalogue.ts";

/** Everything a scanner or a hand may type to mean this product: barcodes and short code share one namespace. */
export const codesOf = (product: Product): readonly string[] => [
  ...new Set(product.code === null ? product.barcodes : [...product.barcodes, product.code]),
];

/** The catalogue as far as a decision needs it: products by id, and which active product answers to a code. */
export interface CatalogueState {
  readonly products: ReadonlyMap<string, Product>;
  readonly ownerByCode: ReadonlyMap<string, string>;
  /** The newest import, with every change of it in order; null when there is none or it was taken back. */
  readonly lastImport: { readonly importId: string; readonly changes: readonly ProductChange[] } | null;
}

export const EMPTY_CATALOGUE: CatalogueState = {
  products: new Map(),
  ownerByCode: new Map(),
  lastImport: null,
};

/** The catalogue once these products stand as given. Copies once, however many they are. */
export function withProducts(state: CatalogueState, products: readonly Product[]): CatalogueState {
  const byId = new Map(state.products), ownerByCode = new Map(state.ownerByCode);
  for (const product of products) {
    const before = byId.get(product.productId);
    for (const code of before ? codesOf(before) : []) {
      if (ownerByCode.get(code) === product.productId) ownerByCode.delete(code);
    }
    byId.set(product.productId, product);
  }
  // After all are freed: within one import a code may pass from one product to another.
  for (const product of products) {
    if (!byId.get(product.productId)?.active) continue;
    for (const code of codesOf(product)) ownerByCode.set(code, product.productId);
  }
  return { ...state, products: byId, ownerByCode };
}

/** One code that two active products would answer to. */
export interface CodeClash {
  readonly code: string;
  readonly productId: string;
  readonly otherProductId: string;
}

/** The first clash that these changes would make, all taken together. */
export function codeClash(state: CatalogueState, after: readonly Product[]): CodeClash | null {
  const changed = new Set(after.map((product) => product.productId));
  const taken = new Map<string, string>();
  for (const { active, productId, ...product } of after) {
    if (!active) continue;
    for (const code of codesOf({ active, productId, ...product })) {
      const owner = taken.get(code) ?? state.ownerByCode.get(code);
      if (owner !== undefined && owner !== productId && (taken.has(code) || !changed.has(owner))) {
        return { code, productId, otherProductId: owner };
      }
      taken.set(code, productId);
    }
  }
  return null;
}

/** True where both say the same in every field. */
export function sameProduct(a: Product, b: Product): boolean {
  return a.productId === b.productId && a.name === b.name && a.code === b.code && a.unit === b.unit &&
    a.priceCentimos === b.priceCentimos && a.costCentimos === b.costCentimos && a.taxClass === b.taxClass &&
    a.category === b.category && a.minStock === b.minStock && a.favourite === b.favourite &&
    a.active === b.active && a.barcodes.length === b.barcodes.length &&
    a.barcodes.every((code, i) => code === b.barcodes[i]);
}
