import assert from "node:assert/strict";
import { searchKey } from "../kernel/search.ts";
import { NICHES } from "./mod.ts";

/** Slug, and how many things a new shop of the trade starts with at least. */
const LEAST: Readonly<Record<string, number>> = {
  minimarket: 400,
  bodega: 150,
  mercado: 150,
  peluqueria: 50,
  veterinaria: 80,
  psicologo: 20,
  lavanderia: 50,
};

for (const niche of NICHES) {
  Deno.test(`${niche.slug} starts with a catalogue that can be sold from`, async () => {
    const seeds = await niche.catalog(), names = seeds.map(({ name }) => searchKey(name));
    assert.ok(seeds.length >= LEAST[niche.slug]!, `${seeds.length}`);
    assert.equal(
      new Set(names).size,
      names.length,
      `twice: ${names.filter((n, i) => names.indexOf(n) !== i)}`,
    );
    assert.ok(seeds.every(({ priceCentimos }) => priceCentimos >= 10 && priceCentimos % 10 === 0));
    const favourites = seeds.filter(({ favourite }) => favourite).length;
    assert.ok(favourites >= 6 && favourites <= 40, `${favourites} favourites`);
    assert.ok(new Set(seeds.map(({ category }) => category)).size <= 20);
  });
}
