import { formatSoles } from "../../kernel/money.ts";
import type { Centimos } from "../../kernel/money.ts";
import { ChartFrame, type ChartText, NoData, scaled } from "./frame.tsx";

export interface SparkPoint {
  readonly label: string;
  readonly amount: Centimos;
}

const STEP = 10, HEIGHT = 40;

/** The course of one figure, without axes: it goes up, it goes down. From zero, so that a small change looks small. */
export function Sparkline({ points, heads, empty, ...text }: ChartText & {
  readonly points: readonly SparkPoint[];
  /** `["Día", "Ventas"]` */
  readonly heads: readonly [string, string];
  readonly empty: string;
}) {
  const most = Math.max(0, ...points.map((point) => point.amount));
  if (points.length < 2 || most === 0) return <NoData>{empty}</NoData>;
  const line = points.map(({ amount }, index) =>
    `${index * STEP} ${HEIGHT - scaled(Math.max(0, amount), most, HEIGHT)}`
  ).join("L");
  return (
    <ChartFrame
      {...text}
      heads={heads}
      rows={points.map(({ label, amount }) => ({ key: label, cells: [label, formatSoles(amount)] }))}
    >
      <svg
        viewBox={`0 0 ${(points.length - 1) * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={`${text.id}-t ${text.id}-d`}
        class="plot h-12"
      >
        <title id={`${text.id}-t`}>{text.title}</title>
        <desc id={`${text.id}-d`}>{text.summary}</desc>
        <path d={`M${line}`} class="course" />
      </svg>
    </ChartFrame>
  );
}
