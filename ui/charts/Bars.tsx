import { type Centimos, centimos, formatSoles } from "../../kernel/money.ts";
import { ChartFrame, type ChartText, drawingOf, NoData, scaled } from "./frame.tsx";

export interface Bar {
  /** `7 p. m.` */
  readonly label: string;
  readonly amount: Centimos;
  /** What is usual here; null when there is not enough history. */
  readonly typical: Centimos | null;
  readonly href?: string | undefined;
}

/** Units of the drawing: a bar is STEP wide with its gap, and HEIGHT is the tallest of all. */
const STEP = 10, BAR = 7, HEIGHT = 100;

/**
 * Amounts in order with a line for what is typical: the 24 hours of a day, or any number that six divides, as every
 * sixth is labelled. Words are HTML around the drawing, so they keep their size while it stretches.
 */
export function Bars({ bars, heads, empty, ...text }: ChartText & {
  readonly bars: readonly Bar[];
  /** What a label is, what a bar is, what the line is: `["Hora", "Hoy", "Martes normal"]`. */
  readonly heads: readonly [string, string, string];
  readonly empty: string;
}) {
  const most = centimos(Math.max(0, ...bars.flatMap((bar) => [bar.amount, bar.typical ?? 0])));
  if (most === 0) return <NoData>{empty}</NoData>;
  const width = bars.length * STEP;
  const typical = bars.map((bar, index) =>
    bar.typical === null ? null : point(index, HEIGHT - scaled(bar.typical, most, HEIGHT))
  );
  return (
    <ChartFrame
      {...text}
      heads={heads}
      rows={bars.map(({ label, amount, typical, href }) => ({
        key: label,
        cells: [label, formatSoles(amount), typical === null ? "–" : formatSoles(typical)],
        href,
      }))}
    >
      <Legend series={heads[1]} typicalSeries={heads[2]} most={most} />
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        {...drawingOf(text.id, bars)}
        class="plot h-40"
      >
        <title id={`${text.id}-t`}>{text.title}</title>
        <desc id={`${text.id}-d`}>{text.summary}</desc>
        <g class="fill-toldo">
          {bars.map((bar, index) => <Column key={bar.label} bar={bar} index={index} most={most} />)}
        </g>
        <path d={lineThrough(typical)} class="ghost" />
      </svg>
      <Axis bars={bars} />
    </ChartFrame>
  );
}

const point = (index: number, y: number): string => `${index * STEP + BAR / 2 | 0} ${y}`;

/** Joins the known points; an unknown one breaks the line. */
function lineThrough(points: readonly (string | null)[]): string {
  return points.map((at, index) => at === null ? "" : `${points[index - 1] == null ? "M" : "L"}${at}`).join(
    "",
  );
}

function Column(
  { bar, index, most }: { readonly bar: Bar; readonly index: number; readonly most: Centimos },
) {
  const height = scaled(Math.max(0, bar.amount), most, HEIGHT);
  if (height === 0) return null;
  const shape = <path d={`M${index * STEP} ${HEIGHT}v-${height}h${BAR}v${height}`} />;
  const title = <title>{`${bar.label}, ${formatSoles(bar.amount)}`}</title>;
  return bar.href ? <a href={bar.href} tabIndex={-1}>{title}{shape}</a> : <g>{title}{shape}</g>;
}

function Legend({ series, typicalSeries, most }: {
  readonly series: string;
  readonly typicalSeries: string;
  readonly most: Centimos;
}) {
  return (
    <p class="flex flex-wrap items-center gap-x-4 pb-2 text-14 text-ink-soft" aria-hidden="true">
      <span class="flex items-center gap-2">
        <span class="w-3 h-3 bg-toldo" />
        {series}
      </span>
      <span class="flex items-center gap-2">
        <span class="w-4 border-t-2 border-ink" />
        {typicalSeries}
      </span>
      <span class="ml-auto tabular-nums">hasta {formatSoles(most)}</span>
    </p>
  );
}

/** A label under every sixth bar: twenty-four would not fit a phone. */
function Axis({ bars }: { readonly bars: readonly Bar[] }) {
  const shown = bars.filter((_, index) => index % 6 === 0);
  return (
    <p class="flex border-t pt-1 text-14 text-ink-soft" aria-hidden="true">
      {shown.map((bar) => <span key={bar.label} class="flex-1">{bar.label}</span>)}
    </p>
  );
}
