import { defineNiche } from "../define_niche.ts";

export const mercado = defineNiche({
  slug: "mercado",
  title: "Puesto de mercado",
  shopName: "Mi puesto",
  capabilities: ["till", "stock"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    {
      id: "precios-del-dia",
      title: "Tus precios de hoy",
      page: "/productos",
      doneWhen: ["ProductRevised", "CatalogueImported"],
    },
    { id: "config-pagos", title: "Con qué te pagan", page: "/ajustes/cobros", doneWhen: "PaymentMethodsSet" },
  ],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
