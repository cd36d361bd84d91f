import type { Niche } from "./define_niche.ts";
import { bodega } from "./bodega/mod.ts";
import { lavanderia } from "./lavanderia/mod.ts";
import { mercado } from "./mercado/mod.ts";
import { minimarket } from "./minimarket/mod.ts";
import { peluqueria } from "./peluqueria/mod.ts";
import { psicologo } from "./psicologo/mod.ts";
import { veterinaria } from "./veterinaria/mod.ts";

/** Every trade of the platform, in the order in which they are offered: the only file that names them all. */
export const NICHES: readonly Niche[] = [
  minimarket,
  bodega,
  mercado,
  peluqueria,
  veterinaria,
  psicologo,
  lavanderia,
];

/** Of the read model {@link onboardingProjection}: raised when a step begins to be finished by another fact. */
export const ONBOARDING_VERSION = 2;
