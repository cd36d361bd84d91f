import { defineNiche } from "../define_niche.ts";

export const minimarket = defineNiche({
  slug: "minimarket",
  title: "Minimarket",
  shopName: "Mi minimarket",
  capabilities: ["till", "stock"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    {
      id: "inventario-inicial",
      title: "Tus productos y cuánto tienes",
      page: "/productos/importar",
      doneWhen: ["CatalogueImported", "StockCounted", "StockReceived"],
    },
    { id: "config-pagos", title: "Con qué te pagan", page: "/ajustes/cobros", doneWhen: "PaymentMethodsSet" },
    { id: "personal", title: "Quién más atiende", page: "/equipo/nueva", doneWhen: "StaffAdded" },
  ],
  catalog: () => import("./demo_catalog.ts").then((module) => module.DEMO_CATALOG),
});
