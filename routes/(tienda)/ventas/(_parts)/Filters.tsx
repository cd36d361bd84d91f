import type { SaleFilter } from "../../../../events/projections/sales/queries.ts";
import { formatHour } from "../../../../i18n/es_pe/figures.ts";
import { TENDER_METHODS, TENDER_NAMES } from "../../../../kernel/sale.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field, Select } from "../../../../ui/Field.tsx";

/** Day, way of paying and mark; the hour and the drawer come from a link and stay until the filter is taken off. */
export function Filters({ filter }: { readonly filter: SaleFilter }) {
  return (
    <form method="get" action="/ventas" class="grid gap-3 grid-cols-2 lg:grid-cols-5 items-end">
      {filter.cashSessionId && <input type="hidden" name="sesion" value={filter.cashSessionId} />}
      <Field name="dia" label="Día" type="date" value={filter.day} />
      <Select
        name="pago"
        label="Forma de pago"
        value={filter.method ?? ""}
        choices={[
          { value: "", label: "Todas" },
          ...TENDER_METHODS.map((method) => ({ value: method, label: TENDER_NAMES[method] })),
        ]}
      />
      <Select
        name="hora"
        label="Hora"
        value={String(filter.hour ?? "")}
        choices={[
          { value: "", label: "Todo el día" },
          ...Array.from(
            { length: 24 },
            (_, hour) => ({ value: String(hour), label: `Desde las ${formatHour(hour)}` }),
          ),
        ]}
      />
      <Select
        name="marca"
        label="Para revisar"
        value={filter.flagged ? "si" : ""}
        choices={[{ value: "", label: "Todas" }, { value: "si", label: "Solo las marcadas" }]}
      />
      <div>
        <Button kind="secondary" icon="search">Filtrar</Button>
      </div>
    </form>
  );
}
