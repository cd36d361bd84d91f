import type { ComponentChildren } from "preact";
import { cx } from "./cx.ts";
import { LinkButton } from "./Button.tsx";

export interface Column<Row> {
  readonly head: string;
  /** Figures stand at the right, digit under digit. */
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

/** A table that says what it is, whose first column names each row, and that scrolls alone when it is too wide. */
export function Table<Row>({ caption, columns, rows, keyOf, foot }: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** One total per column. */
  readonly foot?: readonly ComponentChildren[] | undefined;
}) {
  const side = (index: number) =>
    cx(
      "px-2 md:px-3 py-2",
      columns[index]?.numeric ? "text-right whitespace-nowrap tabular-nums" : "min-w-20",
    );
  return (
    <div class="overflow-x-auto rounded border bg-paper" tabIndex={0} role="region" aria-label={caption}>
      <table class="w-full">
        <caption class="text-left px-2 md:px-3 pt-3 pb-1 font-semibold">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column.head}
                scope="col"
                class={cx(side(index), "text-14 text-ink-soft font-semibold")}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class="border-t">
              {columns.map(({ head, cell }, index) =>
                index === 0
                  ? <th key={head} scope="row" class={cx(side(index), "font-normal")}>{cell(row)}</th>
                  : <td key={head} class={side(index)}>{cell(row)}</td>
              )}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr class="border-t bg-surface font-semibold">
              {foot.map((total, index) => <td key={index} class={side(index)}>{total}</td>)}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** A link in a cell: as tall as a finger, in a row that does not grow for it. */
export const CellLink = ({ href, children }: {
  readonly href: string;
  readonly children: ComponentChildren;
}) => <a href={href} class="tap inline-block py-3 -my-2 text-mar underline">{children}</a>;

/** Steps through a list by cursor: there are no page numbers to be wrong while new rows arrive. */
export function Pagination({ newer, older, label = "Más movimientos" }: {
  readonly newer?: string | null | undefined;
  readonly older?: string | null | undefined;
  readonly label?: string | undefined;
}) {
  if (!newer && !older) return null;
  return (
    <nav aria-label={label} class="flex justify-between gap-3 pt-4">
      {newer ? <LinkButton kind="secondary" href={newer} rel="prev">Más recientes</LinkButton> : <span />}
      {older && <LinkButton kind="secondary" href={older} rel="next">Más antiguos</LinkButton>}
    </nav>
  );
}
