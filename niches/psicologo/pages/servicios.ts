import { servicePage } from "../../service_page.tsx";
import { ServicesSet } from "../facts.ts";

const route = servicePage({
  path: "/psicologo/servicios",
  fact: ServicesSet,
  stream: "psicologo.services",
  minutesOf: (category) => category === "Sesiones" ? 50 : category === "Evaluaciones e informes" ? 90 : null,
});
export const handler = route.handler;
export default route.default;
