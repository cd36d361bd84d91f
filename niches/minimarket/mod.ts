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
    { id: "registro", title: "Tu tienda tiene nombre y caja", doneWhen: "ShopOpened" },
    { id: "inventario-inicial", title: "Sube tu lista de productos", doneWhen: "CatalogueImported" },
    { id: "primera-venta", title: "Haz tu primera venta", doneWhen: "SaleRegistered" },
    { id: "primer-cierre", title: "Cierra tu primera caja", doneWhen: "CashSessionClosed" },
  ],
  catalog: () => import("./demo_catalog.ts").then((module) => module.DEMO_CATALOG),
});
