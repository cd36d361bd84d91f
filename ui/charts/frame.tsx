import type { ComponentChildren } from "preact";
import { cx } from "../cx.ts";
import { CellLink } from "../Table.tsx";

export interface ChartText {
  /** Unique on the page: names the drawing for who cannot see it. */
  readonly id: string;
  readonly title: string;
  /** The conclusion in one sentence: `La mejor hora fue 7 p. m. con S/ 320.00`. */
  readonly summary: string;
}

export interface ChartRow {
  readonly key: string;
  readonly cells: readonly string[];
  readonly href?: string | undefined;
}

/**
 * Around each chart: its sentence, the drawing, and the same figures as a table. A drawing's links are for the finger;
 * the table says and links everything the drawing does.
 */
export function ChartFrame({ title, summary, heads, rows, children }: ChartText & {
  readonly heads: readonly string[];
  readonly rows: readonly ChartRow[];
  readonly children: ComponentChildren;
}) {
  return (
    <figure class="min-w-0">
      <figcaption class="pb-3">{summary}</figcaption>
      {children}
      <details class="disclosure -mb-3">
        <summary class="tap inline-flex items-center text-14 text-ink-soft">Ver las cifras</summary>
        <div class="overflow-x-auto">
          <table class="w-full text-14">
            <caption class="sr-only">{title}</caption>
            <thead>
              <tr>
                {heads.map((head, index) => (
                  <th key={head} scope="col" class={cx("py-1 pr-3 font-semibold", index > 0 && "text-right")}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells, href }) => (
                <tr key={key} class="border-t align-baseline">
                  {cells.map((cell, index) =>
                    index === 0
                      ? (
                        <th key={index} scope="row" class="py-2 pr-3 font-normal">
                          {href ? <CellLink href={href}>{cell}</CellLink> : cell}
                        </th>
                      )
                      : <td key={index} class="py-2 pr-3 text-right">{cell}</td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/**
 * What a drawing is to who cannot see it: one image with a name, or nothing where it holds links, which an image may not;
 * the sentence above it and the table below it say the same.
 */
export const drawingOf = (id: string, bars: readonly { readonly href?: string | undefined }[]) =>
  bars.some(({ href }) => href)
    ? { "aria-hidden": true } as const
    : { role: "img", "aria-labelledby": `${id}-t ${id}-d` } as const;

/** In place of a drawing of nothing. */
export const NoData = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="rounded bg-surface px-4 py-10 text-center text-ink-soft">{children}</p>
);

/** `value` of `most` on a scale of `height` whole units; what is not nothing shows at least one unit. */
export function scaled(value: number, most: number, height: number): number {
  if (most <= 0 || value === 0) return 0;
  const exact = Math.round(Math.abs(value) * height / most);
  return Math.sign(value) * Math.max(1, exact);
}
