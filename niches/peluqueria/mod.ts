import { defineNiche } from "../define_niche.ts";

export const peluqueria = defineNiche({
  slug: "peluqueria",
  title: "Peluquería",
  shopName: "Mi peluquería",
  capabilities: ["till"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [{ id: "registro", title: "Tu tienda tiene nombre y caja", doneWhen: "ShopOpened" }],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
