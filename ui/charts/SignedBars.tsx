import { type Centimos, centimos, formatSoles } from "../../kernel/money.ts";
import { cx } from "../cx.ts";
import { ChartFrame, type ChartText, drawingOf, NoData, scaled } from "./frame.tsx";

export interface SignedBar {
  readonly key: string;
  /** `mar 3 nov` */
  readonly label: string;
  /** `Rosa`, `Caja 1` */
  readonly detail: string;
  /** Below zero something is missing. */
  readonly amount: Centimos;
  readonly href?: string | undefined;
}

const STEP = 10, BAR = 7, HALF = 50;

/** Differences around zero: what was over stands above the line in green, what was missing hangs below it in red. */
export function SignedBars({ bars, heads, empty, words = ["sobró", "faltó"], ...text }: ChartText & {
  readonly bars: readonly SignedBar[];
  /** `["Día", "Caja", "Diferencia"]` */
  readonly heads: readonly [string, string, string];
  /** Shown when no difference was found: `Todas las cajas cuadraron`. */
  readonly empty: string;
  readonly words?: readonly [over: string, missing: string] | undefined;
}) {
  const most = centimos(Math.max(0, ...bars.map((bar) => Math.abs(bar.amount))));
  if (most === 0) return <NoData>{empty}</NoData>;
  const said = (amount: Centimos) =>
    amount === 0
      ? "cuadró"
      : `${amount > 0 ? words[0] : words[1]} ${formatSoles(centimos(Math.abs(amount)))}`;
  return (
    <ChartFrame
      {...text}
      heads={heads}
      rows={bars.map(({ key, label, detail, amount, href }) => ({
        key,
        cells: [label, detail, said(amount)],
        href,
      }))}
    >
      <p class="flex gap-4 pb-2 text-14 text-ink-soft" aria-hidden="true">
        <span class="flex items-center gap-2">
          <span class="w-3 h-3 bg-toldo" />
          {words[0]}
        </span>
        <span class="flex items-center gap-2">
          <span class="w-3 h-3 bg-rocoto" />
          {words[1]}
        </span>
        <span class="ml-auto tabular-nums">hasta {formatSoles(most)}</span>
      </p>
      <svg
        viewBox={`0 -${HALF} ${bars.length * STEP} ${2 * HALF}`}
        preserveAspectRatio="none"
        {...drawingOf(text.id, bars)}
        class="plot h-32"
      >
        <title id={`${text.id}-t`}>{text.title}</title>
        <desc id={`${text.id}-d`}>{text.summary}</desc>
        {bars.map((bar, index) => {
          const shape = (
            <path
              d={`M${index * STEP} 0v${-scaled(bar.amount, most, HALF)}h${BAR}V0`}
              class={cx(bar.amount < 0 ? "fill-rocoto" : "fill-toldo")}
            />
          );
          const title = <title>{`${bar.label}, ${bar.detail}: ${said(bar.amount)}`}</title>;
          return bar.href
            ? <a key={bar.key} href={bar.href} tabIndex={-1}>{title}{shape}</a>
            : <g key={bar.key}>{title}{shape}</g>;
        })}
        <path d={`M0 0h${bars.length * STEP}`} class="axis" />
      </svg>
      <p class="flex justify-between pt-1 text-14 text-ink-soft" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </p>
    </ChartFrame>
  );
}
