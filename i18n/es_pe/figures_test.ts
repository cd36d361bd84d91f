import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { Instant, LimaDay } from "../../kernel/time.ts";
import {
  countCompared,
  coverText,
  formatPercent,
  marginCompared,
  measured,
  moneyCompared,
} from "./figures.ts";

const TUESDAY = "2026-11-03" as LimaDay;
const soFar = measured(TUESDAY, "2026-11-03T20:00:00.000Z" as Instant);
const whole = measured(TUESDAY, "2026-11-04T20:00:00.000Z" as Instant);

Deno.test("a figure is compared in words with a usual day, at this hour while the day runs", () => {
  assert.equal(
    moneyCompared(centimos(62_000), centimos(50_000), soFar),
    "S/\u00a0120.00 más que un martes normal a esta hora",
  );
  assert.equal(
    moneyCompared(centimos(50_000), centimos(62_000), whole),
    "S/\u00a0120.00 menos que un martes normal",
  );
  assert.equal(moneyCompared(centimos(50_400), centimos(50_000), whole), "Como un martes normal");
  assert.equal(moneyCompared(centimos(1), null, whole), "Todavía no hay otro martes para comparar");
  assert.equal(countCompared(8, 4, soFar), "4 más que un martes normal a esta hora");
  assert.equal(countCompared(0, 0, whole), "Como un martes normal");
});

Deno.test("a margin is said as a share, and without costs it says what to do", () => {
  assert.equal(formatPercent(2_434), "24.3\u00a0%");
  assert.equal(formatPercent(2_435), "24.4\u00a0%");
  assert.equal(formatPercent(-4), "0.0\u00a0%");
  assert.equal(formatPercent(-1_250), "-12.5\u00a0%");
  assert.equal(
    marginCompared(2_430, 2_510, whole),
    "24.3\u00a0% de lo vendido; un martes normal, 25.1\u00a0%",
  );
  assert.equal(marginCompared(null, 2_510, whole), "Pon el costo de tus productos para verlo");
});

Deno.test("days of cover are said as a shelf sees them", () => {
  assert.equal(coverText(0, quantity(-2000)), "se acabó");
  assert.equal(coverText(0, quantity(500)), "no llega a mañana");
  assert.equal(coverText(1, quantity(500)), "alcanza 1 día");
  assert.equal(coverText(3, quantity(500)), "alcanza 3 días");
});
