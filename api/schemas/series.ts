import { z } from "zod";
import type {
  Neighbour,
  RepeatedNumber,
  SeriesGap,
  SeriesUse,
} from "../../events/projections/sales/series_report.ts";
import { zAnsweredId, zAnsweredInstant } from "./fields.ts";

const zNeighbour: z.ZodType<Neighbour> = z.strictObject({
  saleId: zAnsweredId,
  ticketNumber: z.string(),
  cashierId: zAnsweredId,
  occurredAt: zAnsweredInstant,
});
const zUse: z.ZodType<SeriesUse> = z.strictObject({
  series: z.string(),
  deviceId: zAnsweredId.nullable(),
  closedAt: zAnsweredInstant.nullable(),
  tickets: z.int().min(1),
  first: z.int(),
  last: z.int(),
  missing: z.int().min(0),
});
const zGap: z.ZodType<SeriesGap> = z.strictObject({
  series: z.string(),
  from: z.int(),
  to: z.int(),
  before: zNeighbour.nullable(),
  after: zNeighbour,
});
const zRepeated: z.ZodType<RepeatedNumber> = z.strictObject({
  ticketNumber: z.string(),
  saleIds: z.array(zAnsweredId).min(2),
});

export const zSeriesReport = z.strictObject({
  series: z.array(zUse),
  /** The first 200. */
  gaps: z.array(zGap),
  /** The first 200. */
  repeated: z.array(zRepeated),
});
export type SeriesReport = z.output<typeof zSeriesReport>;
