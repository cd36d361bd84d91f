import type { SaleFilter } from "../../../../events/projections/sales/queries.ts";
import { isUuid } from "../../../../kernel/ids.ts";
import { TENDER_METHODS } from "../../../../kernel/sale.ts";
import { parseDay } from "../../../../kernel/time.ts";

/** What an address asks for; nonsense asks for nothing. */
export function filterOf(query: URLSearchParams): SaleFilter {
  const day = parseDay(query.get("dia") ?? "");
  const hour = /^(?:1?\d|2[0-3])$/.test(query.get("hora") ?? "") ? Number(query.get("hora")) : null;
  const session = query.get("sesion") ?? "";
  const method = TENDER_METHODS.find((method) => method === query.get("pago"));
  return {
    ...day === null ? {} : { day },
    ...hour === null ? {} : { hour },
    ...isUuid(session) ? { cashSessionId: session } : {},
    ...method === undefined ? {} : { method },
    ...query.get("marca") === "si" ? { flagged: true } : {},
  };
}

/** The address of a filter, and of a page of it. */
export function addressOf(filter: SaleFilter, before?: number): string {
  const query = new URLSearchParams();
  if (filter.day) query.set("dia", filter.day);
  if (filter.hour !== undefined) query.set("hora", String(filter.hour));
  if (filter.cashSessionId) query.set("sesion", filter.cashSessionId);
  if (filter.method) query.set("pago", filter.method);
  if (filter.flagged) query.set("marca", "si");
  if (before !== undefined) query.set("antes", String(before));
  const text = query.toString();
  return text === "" ? "/ventas" : `/ventas?${text}`;
}
