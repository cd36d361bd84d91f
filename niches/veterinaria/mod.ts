import { defineNiche } from "../define_niche.ts";

export const veterinaria = defineNiche({
  slug: "veterinaria",
  title: "Veterinaria",
  shopName: "Mi veterinaria",
  capabilities: ["till", "stock"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [{ id: "registro", title: "Tu tienda tiene nombre y caja", doneWhen: "ShopOpened" }],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
