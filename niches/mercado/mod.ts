import { defineNiche } from "../define_niche.ts";

export const mercado = defineNiche({
  slug: "mercado",
  title: "Puesto de mercado",
  shopName: "Mi puesto",
  capabilities: ["till", "stock"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [{ id: "registro", title: "Tu tienda tiene nombre y caja", doneWhen: "ShopOpened" }],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
