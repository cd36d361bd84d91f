import { centimos, formatSoles } from "../../kernel/money.ts";
import { cx } from "../cx.ts";
import { NoData, scaled } from "./frame.tsx";

export interface HBar {
  readonly label: string;
  /** What the bar is as long as. */
  readonly amount: number;
  /** How it is written, where it is not money. */
  readonly figure?: string | undefined;
  /** `18 vendidas · margen 24 %` */
  readonly detail?: string | undefined;
  readonly href?: string | undefined;
}

/**
 * A ranking: name, amount and a bar below them. Here the table is not behind the chart, it is the chart: names are as
 * long as products have them, and the bar only repeats the figure beside it.
 */
export function HBars({ title, summary, heads, bars, empty }: {
  readonly title: string;
  readonly summary: string;
  /** What is ranked and by what: `["Producto", "Margen"]`. */
  readonly heads: readonly [string, string];
  readonly bars: readonly HBar[];
  readonly empty: string;
}) {
  const most = Math.max(0, ...bars.map((bar) => Math.abs(bar.amount)));
  if (most === 0) return <NoData>{empty}</NoData>;
  return (
    <figure class="min-w-0">
      <figcaption class="pb-3">{summary}</figcaption>
      <table class="w-full">
        <caption class="sr-only">{title}</caption>
        <thead class="sr-only">
          <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>
          {bars.map((bar) => <Rank key={bar.label} bar={bar} most={most} />)}
        </tbody>
      </table>
    </figure>
  );
}

function Rank(
  { bar: { label, amount, figure, detail, href }, most }: { readonly bar: HBar; readonly most: number },
) {
  const row = (
    <>
      {label}
      {detail && <span class="block text-14 text-ink-soft">{detail}</span>}
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" class="plot h-2 mt-1">
        <path
          d={`M0 0h${Math.abs(scaled(amount, most, 100))}v1H0`}
          class={cx(amount < 0 ? "fill-rocoto" : "fill-toldo")}
        />
      </svg>
    </>
  );
  return (
    <tr>
      <th scope="row" class="w-full font-normal pr-3">
        {href
          ? <a href={href} class="tap block py-2 hover:underline">{row}</a>
          : <div class="py-2">{row}</div>}
      </th>
      <td class="py-2 text-right align-top font-semibold whitespace-nowrap">
        {figure ?? formatSoles(centimos(amount))}
      </td>
    </tr>
  );
}
