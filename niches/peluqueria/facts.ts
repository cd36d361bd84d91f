import { defineFact } from "../../events/facts/define_fact.ts";
import { zServiceTimes } from "../service_times.ts";

/** Stream `peluqueria.services`. What the salon does and how long it takes; the newest one counts. */
export const ServicesSet = defineFact({ type: "peluqueria.ServicesSet", version: 1, schema: zServiceTimes });
