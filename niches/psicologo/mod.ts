import { defineNiche } from "../define_niche.ts";
import { ServicesSet } from "./facts.ts";

export const psicologo = defineNiche({
  slug: "psicologo",
  title: "Psicólogo",
  shopName: "Mi consultorio",
  capabilities: ["till"],
  facts: [ServicesSet],
  projections: [],
  pages: [{
    path: "/psicologo/servicios",
    title: "Tus servicios",
    permission: "edit_catalogue",
    route: () => import("./pages/servicios.ts"),
  }],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    {
      id: "servicios",
      title: "Tus sesiones, precios y minutos",
      page: "/psicologo/servicios",
      doneWhen: "psicologo.ServicesSet",
    },
    { id: "horarios", title: "Tu horario", page: "/ajustes/horario", doneWhen: "OpeningHoursSet" },
    { id: "config-pagos", title: "Con qué te pagan", page: "/ajustes/cobros", doneWhen: "PaymentMethodsSet" },
  ],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
