import type { SeriesFact } from "../../events/facts/device.ts";
import type { Decider } from "../../kernel/decider.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";

export interface LeasedNumbers {
  readonly deviceId: string;
  readonly registerId: string;
  readonly series: string;
  readonly from: number;
  readonly upTo: number;
}

/** Stream `series-<series>`. */
export type Series =
  | { readonly status: "none" }
  | { readonly status: "leased" | "closed"; readonly lease: LeasedNumbers };

export type SeriesCommand =
  | { readonly type: "LeaseSeries"; readonly lease: LeasedNumbers }
  | { readonly type: "CloseSeries" };

/** Somebody else's, or nobody's any more. */
export interface SeriesRefusal {
  readonly type: "SeriesNotYours";
  readonly series: string;
}

function decide(command: SeriesCommand, series: Series): Result<readonly SeriesFact[], SeriesRefusal> {
  switch (command.type) {
    case "LeaseSeries": {
      const { lease } = command;
      if (series.status === "none") return ok([{ type: "SeriesLeased", data: lease }]);
      if (series.status === "closed" || series.lease.deviceId !== lease.deviceId) {
        return err({ type: "SeriesNotYours", series: lease.series });
      }
      // Numbers that were given once stay given: a lease only grows.
      const { from } = series.lease;
      return ok(lease.upTo <= series.lease.upTo ? [] : [{ type: "SeriesLeased", data: { ...lease, from } }]);
    }
    case "CloseSeries": {
      if (series.status !== "leased") return ok([]);
      const { deviceId, registerId, series: name } = series.lease;
      return ok([{ type: "SeriesClosed", data: { deviceId, registerId, series: name } }]);
    }
    default:
      return unreachable(command);
  }
}

function evolve(series: Series, event: SeriesFact): Series {
  switch (event.type) {
    case "SeriesLeased":
      return { status: "leased", lease: event.data };
    case "SeriesClosed":
      return series.status === "none" ? series : { ...series, status: "closed" };
    default:
      return unreachable(event);
  }
}

export const seriesDecider: Decider<SeriesCommand, Series, SeriesFact, SeriesRefusal> = {
  initial: { status: "none" },
  decide,
  evolve,
};

export const SERIES_MAX = 999;

/** The first series that nobody has used. Null where all are: a shop that went through a thousand devices. */
export function freshSeries(used: ReadonlySet<string>): string | null {
  for (let n = 1; n <= SERIES_MAX; n++) {
    const series = `T${String(n).padStart(3, "0")}`;
    if (!used.has(series)) return series;
  }
  return null;
}
