import { defineNiche } from "../define_niche.ts";

export const bodega = defineNiche({
  slug: "bodega",
  title: "Bodega",
  shopName: "Mi bodega",
  capabilities: ["till", "stock"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    { id: "config-pagos", title: "Con qué te pagan", page: "/ajustes/cobros", doneWhen: "PaymentMethodsSet" },
    { id: "cuaderno", title: "Quién te debe", page: "/fiado", doneWhen: "CustomerAdded" },
    {
      id: "inventario-inicial",
      title: "Tus productos y cuánto tienes",
      page: "/productos/importar",
      doneWhen: ["CatalogueImported", "StockCounted", "StockReceived"],
    },
  ],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
