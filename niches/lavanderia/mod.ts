import { defineNiche } from "../define_niche.ts";
import { TariffSet } from "./facts.ts";

export const lavanderia = defineNiche({
  slug: "lavanderia",
  title: "Lavandería",
  shopName: "Mi lavandería",
  capabilities: ["till"],
  facts: [TariffSet],
  projections: [],
  pages: [{
    path: "/lavanderia/tarifas",
    title: "Tus tarifas",
    permission: "edit_catalogue",
    route: () => import("./pages/tarifas.tsx"),
  }],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    {
      id: "tarifas",
      title: "Tus tarifas por kilo y por prenda",
      page: "/lavanderia/tarifas",
      doneWhen: "lavanderia.TariffSet",
    },
    { id: "config-pagos", title: "Con qué te pagan", page: "/ajustes/cobros", doneWhen: "PaymentMethodsSet" },
    { id: "personal", title: "Quién más atiende", page: "/equipo/nueva", doneWhen: "StaffAdded" },
  ],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
