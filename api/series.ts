import { repeatedNumbers, seriesGaps, seriesUses } from "../events/projections/sales/series_report.ts";
import { endpoint, named, sent } from "./http/endpoint.ts";
import { type SeriesReport, zSeriesReport } from "./schemas/series.ts";

const SHOWN = 200;

const report = endpoint({
  method: "get",
  path: "/series",
  tag: "Equipos",
  summary:
    "Cómo se usaron los números de cada serie: cuáles faltan, entre qué tickets, y cuáles están dos veces.",
  access: ["audit", "see_figures"],
  answer: { status: 200, text: "Las series", content: named("SeriesReport", zSeriesReport) },
  async handle({ store: { db } }) {
    const [series, gaps, repeated] = await Promise.all([
      seriesUses(db),
      seriesGaps(db, SHOWN),
      repeatedNumbers(db, SHOWN),
    ]);
    const answer: SeriesReport = { series, gaps, repeated };
    return sent(answer);
  },
});

export const SERIES = [report];
