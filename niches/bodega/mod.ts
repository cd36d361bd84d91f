import { defineNiche } from "../define_niche.ts";

export const bodega = defineNiche({
  slug: "bodega",
  title: "Bodega",
  shopName: "Mi bodega",
  capabilities: ["till", "stock"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [{ id: "registro", title: "Tu tienda tiene nombre y caja", doneWhen: "ShopOpened" }],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
