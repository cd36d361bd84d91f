import { servicePage } from "../../service_page.tsx";
import { ServicesSet } from "../facts.ts";

const LONG = new Set(["Color", "Tratamientos"]);

const route = servicePage({
  path: "/peluqueria/servicios",
  fact: ServicesSet,
  stream: "peluqueria.services",
  minutesOf: (category) => category === "Productos" ? null : LONG.has(category ?? "") ? 120 : 30,
});
export const handler = route.handler;
export default route.default;
