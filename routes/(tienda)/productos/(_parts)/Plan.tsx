import type { ComponentChildren } from "preact";
import type { ImportPlan } from "../../../../commands/catalogue/import/plan_import.ts";
import type { RowFailure, RowWarning } from "../../../../commands/catalogue/import/types.ts";
import { changeText } from "../../../../i18n/es_pe/catalogue.ts";
import { counted } from "../../../../i18n/es_pe/figures.ts";
import { rowFailureText, rowWarningText } from "../../../../i18n/es_pe/import.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatQuantity } from "../../../../kernel/quantity.ts";
import { List, ListRow } from "../../../../ui/List.tsx";

/** More rows than these nobody reads on a screen; the count says the rest. */
const SHOWN = 40;

function Rows<Row>({ title, rows, children }: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly children: (row: Row) => ComponentChildren;
}) {
  if (rows.length === 0) return null;
  return (
    <section class="grid gap-2 min-w-0">
      <h2 class="text-20 font-semibold">{title}</h2>
      <List label={title}>{rows.slice(0, SHOWN).map(children)}</List>
      {rows.length > SHOWN && <p class="text-ink-soft">Y {rows.length - SHOWN} más.</p>}
    </section>
  );
}

/** Sentences are read whole: they wrap, where a {@link ListRow} would cut them. */
const Sentence = ({ children }: { readonly children: ComponentChildren }) => (
  <li class="border-b last:border-0 px-4 py-3">{children}</li>
);

export const Failures = ({ failures }: { readonly failures: readonly RowFailure[] }) => (
  <Rows title="Por corregir" rows={failures}>
    {(failure) => <Sentence key={`${failure.row} ${failure.field}`}>{rowFailureText(failure)}</Sentence>}
  </Rows>
);

export const Warnings = ({ warnings }: { readonly warnings: readonly RowWarning[] }) => (
  <Rows title="Vale la pena mirar" rows={warnings}>
    {(warning) => <Sentence key={`${warning.row} ${warning.field}`}>{rowWarningText(warning)}</Sentence>}
  </Rows>
);

/** What would be done: what changes with before and after, and what is new. */
export function Plan({ plan }: { readonly plan: ImportPlan }) {
  return (
    <>
      <Rows title={counted(plan.changed.length, "cambia", "cambian")} rows={plan.changed}>
        {(change) => (
          <li key={change.row} class="border-b last:border-0 px-4 py-3">
            <p>{change.before.name}</p>
            {change.fields.map((field) => (
              <p key={field} class="text-14 text-ink-soft">{changeText(change, field)}</p>
            ))}
          </li>
        )}
      </Rows>
      <Rows title={counted(plan.added.length, "nuevo", "nuevos")} rows={plan.added}>
        {({ row, product, openingStock }) => (
          <ListRow
            key={row}
            name={product.name}
            detail={[
              product.category,
              product.barcodes[0] ?? product.code,
              openingStock === null ? null : `stock ${formatQuantity(openingStock, product.unit)}`,
            ].filter(Boolean).join(" · ")}
            figure={formatSoles(product.priceCentimos)}
          />
        )}
      </Rows>
      {plan.stockIgnored.length > 0 && (
        <p class="text-ink-soft">
          {counted(plan.stockIgnored.length, "producto ya existe", "productos ya existen")}{" "}
          y su stock no se toca: el stock de lo que ya vendes se cuenta en Inventario.
        </p>
      )}
    </>
  );
}
