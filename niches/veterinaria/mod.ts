import { defineNiche } from "../define_niche.ts";
import { SpecialtiesSet } from "./facts.ts";

export const veterinaria = defineNiche({
  slug: "veterinaria",
  title: "Veterinaria",
  shopName: "Mi veterinaria",
  capabilities: ["till", "stock"],
  facts: [SpecialtiesSet],
  projections: [],
  pages: [{
    path: "/veterinaria/especialidades",
    title: "Tus especialidades",
    permission: "edit_catalogue",
    route: () => import("./pages/especialidades.tsx"),
  }],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
    {
      id: "especialidades",
      title: "Tus especialidades",
      page: "/veterinaria/especialidades",
      doneWhen: "veterinaria.SpecialtiesSet",
    },
    { id: "horarios", title: "Tu horario", page: "/ajustes/horario", doneWhen: "OpeningHoursSet" },
  ],
  catalog: () => import("./practice_catalogue.ts").then((module) => module.PRACTICE_CATALOGUE),
});
