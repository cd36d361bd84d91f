import { z } from "zod";
import { defineFact } from "../../events/facts/define_fact.ts";

export const SPECIALTIES = [
  ["medicina-general", "Medicina general"],
  ["cirugia", "Cirugía"],
  ["vacunacion", "Vacunación"],
  ["dermatologia", "Dermatología"],
  ["oftalmologia", "Oftalmología"],
  ["traumatologia", "Traumatología"],
  ["cardiologia", "Cardiología"],
  ["odontologia", "Odontología"],
  ["oncologia", "Oncología"],
  ["reproduccion", "Reproducción"],
  ["exoticos", "Animales exóticos"],
  ["laboratorio", "Laboratorio"],
  ["imagenes", "Ecografía y rayos X"],
  ["emergencias", "Emergencias"],
  ["peluqueria", "Baño y peluquería"],
  ["hospedaje", "Hospedaje"],
] as const;

export const zSpecialty = z.enum(SPECIALTIES.map(([id]) => id));

/** Stream `veterinaria.specialties`. What the clinic attends; the newest one counts. */
export const SpecialtiesSet = defineFact({
  type: "veterinaria.SpecialtiesSet",
  version: 1,
  schema: z.strictObject({ specialties: z.array(zSpecialty).min(1) }),
});
