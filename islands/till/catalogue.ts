import { matches, searchKey } from "../../kernel/search.ts";
import type { PulledProduct } from "../../kernel/sync.ts";

/** A product and what search reads of it, which is made when first asked for: a scan needs none of 20,000. */
class Entry {
  #key: string | null = null;
  constructor(readonly product: PulledProduct) {}

  /** Name, category and code as search reads them. */
  get key(): string {
    const { name, category, code } = this.product;
    return this.#key ??= searchKey(`${name} ${category ?? ""} ${code ?? ""}`);
  }
}

/** All products of the shop, by id and by code, in memory: a scan never waits for a disk or a network. */
export class Catalogue {
  readonly #entries = new Map<string, Entry>();
  readonly #byCode = new Map<string, Set<string>>();

  constructor(products: readonly PulledProduct[] = []) {
    this.update(products, []);
  }

  get size(): number {
    return this.#entries.size;
  }

  update(changed: readonly PulledProduct[], removed: readonly string[]): void {
    for (const id of removed) this.#forget(id);
    for (const product of changed) {
      this.#forget(product.id);
      this.#entries.set(product.id, new Entry(product));
      for (const code of codesOf(product)) {
        const ids = this.#byCode.get(code);
        if (ids) ids.add(product.id);
        else this.#byCode.set(code, new Set([product.id]));
      }
    }
  }

  #forget(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const code of codesOf(entry.product)) {
      const ids = this.#byCode.get(code);
      ids?.delete(id);
      if (ids?.size === 0) this.#byCode.delete(code);
    }
  }

  byId(id: string): PulledProduct | null {
    return this.#entries.get(id)?.product ?? null;
  }

  /** Products that a barcode or a short code means. More than one: the cashier says which (features §3 item 31). */
  byCode(code: string): PulledProduct[] {
    return [...this.#byCode.get(code) ?? []].map((id) => this.#entries.get(id)!.product);
  }

  /** Products every word of whose query starts a word of theirs; names that begin with it come first. */
  search(text: string, limit: number): PulledProduct[] {
    const query = searchKey(text);
    if (query === "") return [];
    const found: { entry: Entry; rank: number }[] = [];
    for (const entry of this.#entries.values()) {
      if (!matches(entry.key, query)) continue;
      const rank = (entry.key.startsWith(query) ? 0 : 2) + (entry.product.favourite ? 0 : 1);
      found.push({ entry, rank });
    }
    return found.sort((a, b) => a.rank - b.rank || (a.entry.key < b.entry.key ? -1 : 1))
      .slice(0, limit).map(({ entry }) => entry.product);
  }

  /** Those of `first` in its order, then what the owner chose. */
  favourites(first: readonly string[] = []): PulledProduct[] {
    const learned = first.map((id) => this.#entries.get(id)).filter((entry) => entry !== undefined);
    const chosen = [...this.#entries.values()].filter((entry) =>
      entry.product.favourite && !learned.includes(entry)
    );
    return [...learned.map(({ product }) => product), ...byName(chosen)];
  }

  inCategory(category: string): PulledProduct[] {
    return byName([...this.#entries.values()].filter(({ product }) => product.category === category));
  }

  categories(): string[] {
    const found = new Set<string>();
    for (const { product } of this.#entries.values()) if (product.category) found.add(product.category);
    return [...found].sort((a, b) => a < b ? -1 : 1);
  }
}

const codesOf = (product: PulledProduct): string[] =>
  product.code === null ? [...product.barcodes] : [...product.barcodes, product.code];

const byName = (entries: Entry[]): PulledProduct[] =>
  entries.sort((a, b) => a.key < b.key ? -1 : 1).map(({ product }) => product);
