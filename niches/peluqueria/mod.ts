import { defineNiche } from "../define_niche.ts";
import { ServicesSet } from "./facts.ts";

export const peluqueria = defineNiche({
  slug: "peluqueria",
  title: "Peluquería",
  shopName: "Mi peluquería",
  capabilities: ["till"],
  facts: [ServicesSet],
  projections: [],
  pages: [{
    path: "/peluqueria/servicios",
    title: "Tus servicios",
    permission: "edit_catalogue",
    route: () => import("./pages/servicios.ts"),
  }],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    {
      id: "servicios",
      title: "Tus servicios, precios y minutos",
      page: "/peluqueria/servicios",
      doneWhen: "peluqueria.ServicesSet",
    },
    { id: "horarios", title: "Tu horario", page: "/ajustes/horario", doneWhen: "OpeningHoursSet" },
    { id: "config-pagos", title: "Con qué te pagan", page: "/ajustes/cobros", doneWhen: "PaymentMethodsSet" },
    { id: "personal", title: "Quién más atiende", page: "/equipo/nueva", doneWhen: "StaffAdded" },
  ],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
