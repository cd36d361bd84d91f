import assert from "node:assert/strict";
import { z } from "zod";
import { defineFact } from "../events/facts/define_fact.ts";
import { defineNiche } from "./define_niche.ts";

const TariffSet = defineFact({
  type: "lavanderia.TariffSet",
  version: 1,
  schema: z.strictObject({ kilo: z.int() }),
});
const parts = {
  slug: "lavanderia",
  title: "Lavandería",
  shopName: "Mi lavandería",
  capabilities: ["till"],
  facts: [TariffSet],
  projections: [],
  pages: [],
  onboarding: [],
  catalog: () => Promise.resolve([]),
} as const;
const frame = { title: "Tarifas", permission: "edit_catalogue" } as const;
const step = { id: "tarifas", title: "Tus tarifas", page: "/lavanderia/tarifas" } as const;
const page = () => Promise.resolve({});

Deno.test("a niche declares itself", () => {
  const niche = defineNiche({
    ...parts,
    pages: [{ ...frame, path: "/lavanderia/tarifas", route: page }],
    onboarding: [{ ...step, doneWhen: "lavanderia.TariffSet" }],
  });
  assert.equal(niche.pages[0]?.path, "/lavanderia/tarifas");
});

/** Held by the compiler alone: `deno check` turns red when one of these starts to compile. Never called. */
export function refusedByTheCompiler() {
  // @ts-expect-error a page outside the niche's own slug
  defineNiche({ ...parts, pages: [{ ...frame, path: "/bodega/tarifas", route: page }] });
  // @ts-expect-error an onboarding step on a fact that nobody declared
  defineNiche({ ...parts, onboarding: [{ ...step, doneWhen: "lavanderia.TarifSet" }] });
  defineNiche({
    ...parts,
    projections: [{
      name: "lavanderia.tariffs",
      version: 1,
      mode: "inline",
      tables: [],
      // @ts-expect-error a projection on a fact that nobody declared
      handles: ["bodega.TariffSet"],
      project: () => [],
    }],
  });
  // @ts-expect-error a fact without the niche's prefix
  defineNiche({ ...parts, slug: "bodega", facts: [TariffSet] });
}
