import assert from "node:assert/strict";
import { NICHES, ONBOARDING_VERSION } from "./mod.ts";
import { finishingFacts } from "./onboarding.ts";

Deno.test("the steps of each trade, in their order", () => {
  const steps = Object.fromEntries(
    NICHES.map(({ slug, onboarding }) => [slug, onboarding.map(({ id }) => id).join(" → ")]),
  );
  assert.deepEqual(steps, {
    minimarket: "registro → inventario-inicial → config-pagos → personal",
    bodega: "registro → config-pagos → cuaderno → inventario-inicial",
    mercado: "registro → precios-del-dia → config-pagos",
    peluqueria: "registro → servicios → horarios → config-pagos → personal",
    veterinaria: "registro → especialidades → horarios",
    psicologo: "registro → servicios → horarios → config-pagos",
    lavanderia: "registro → tarifas → config-pagos → personal",
  });
});

/** The read model must be made anew where it begins to hear another fact: raise the version and write the list here. */
Deno.test("the version of the onboarding read model goes with the facts it hears", () => {
  assert.deepEqual([ONBOARDING_VERSION, ...finishingFacts(NICHES)], [
    2,
    "CatalogueImported",
    "CustomerAdded",
    "OpeningHoursSet",
    "PaymentMethodsSet",
    "ProductRevised",
    "ShopOpened",
    "StaffAdded",
    "StockCounted",
    "StockReceived",
    "lavanderia.TariffSet",
    "peluqueria.ServicesSet",
    "psicologo.ServicesSet",
    "veterinaria.SpecialtiesSet",
  ]);
});
