import { PROJECTIONS } from "../../compose.ts";
import { physicalTable } from "../../events/projections/tables.ts";

/** The table that a read model's rows stand in today: its name says the version, so a test asks and does not spell it. */
export function tableNow(name: string): string {
  const projection = PROJECTIONS.find(({ tables }) => tables.some((table) => table.name === name));
  if (!projection) throw new RangeError(`no read model has a table ${name}`);
  return physicalTable(name, projection.version);
}
