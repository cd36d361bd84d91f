import { defineFact } from "../../events/facts/define_fact.ts";
import { zServiceTimes } from "../service_times.ts";

/** Stream `psicologo.services`. What is attended and for how long; the newest one counts. */
export const ServicesSet = defineFact({ type: "psicologo.ServicesSet", version: 1, schema: zServiceTimes });
