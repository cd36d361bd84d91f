import { type Centimos, centimos, formatSoles } from "../../kernel/money.ts";
import { type Quantity, quantity, type Unit } from "../../kernel/quantity.ts";
import { formatQuantity } from "../../kernel/quantity.ts";
import { type Instant, type LimaDay, limaDay, weekday, WEEKDAY_NAMES } from "../../kernel/time.ts";

/** `24.3 %` of basis points (2,430), half a tenth away from zero. Integers only. */
export function formatPercent(basisPoints: number): string {
  const tenths = Math.trunc((Math.abs(basisPoints) + 5) / 10);
  return `${basisPoints < 0 && tenths > 0 ? "-" : ""}${Math.trunc(tenths / 10)}.${tenths % 10}\u00a0%`;
}

/** `7 p. m.` */
export const formatHour = (hour: number): string =>
  `${hour % 12 || 12}\u00a0${hour < 12 ? "a." : "p."}\u00a0m.`;

/** `3 unidades`, `0.575 kg`: where no name stands beside it that says what is counted. */
export function spokenQuantity(value: Quantity, unit: Unit): string {
  if (unit !== "unidad") return formatQuantity(value, unit);
  return `${formatQuantity(value, unit)} ${Math.abs(value) === 1000 ? "unidad" : "unidades"}`;
}

/** `1 ticket`, `1,203 tickets`. */
export const counted = (count: number, one: string, many: string): string =>
  `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : many}`;

/** A day as it is measured against others: whole, or up to this hour. */
export interface Measured {
  readonly day: LimaDay;
  /** The day still runs, so the others count up to this same hour. */
  readonly soFar: boolean;
}

export const measured = (day: LimaDay, now: Instant): Measured => ({ day, soFar: day === limaDay(now) });

/** `martes normal`. */
export const usualDay = (day: LimaDay): string => `${WEEKDAY_NAMES[weekday(day)]} normal`;
const usual = ({ day, soFar }: Measured): string => `un ${usualDay(day)}${soFar ? " a esta hora" : ""}`;

/** What is said where no such day came before: never a comparison with nothing. */
export const nothingToCompare = ({ day }: Measured): string =>
  `Todavía no hay otro ${WEEKDAY_NAMES[weekday(day)]} para comparar`;

/** Up to one part in a hundred is no difference (edge-and-ux §8). */
const alike = (now: number, before: number): boolean => Math.abs(now - before) * 100 <= Math.abs(before);

/** `S/ 120.00 más que un martes normal a esta hora`. */
export function moneyCompared(now: Centimos, before: Centimos | null, when: Measured): string {
  if (before === null) return nothingToCompare(when);
  if (alike(now, before)) return `Como ${usual(when)}`;
  const difference = formatSoles(centimos(Math.abs(now - before)));
  return `${difference} ${now > before ? "más" : "menos"} que ${usual(when)}`;
}

/** `4 más que un martes normal a esta hora`. */
export function countCompared(now: number, before: number | null, when: Measured): string {
  if (before === null) return nothingToCompare(when);
  if (alike(now, before)) return `Como ${usual(when)}`;
  return `${Math.abs(now - before)} ${now > before ? "más" : "menos"} que ${usual(when)}`;
}

/** `24.3 % de lo vendido; un martes normal a esta hora, 25.1 %`. */
export function marginCompared(now: number | null, before: number | null, when: Measured): string {
  if (now === null) return "Pon el costo de tus productos para verlo";
  const share = `${formatPercent(now)} de lo vendido`;
  return before === null ? share : `${share}; ${usual(when)}, ${formatPercent(before)}`;
}

/** `alcanza 3 días`, `se acabó`. */
export function coverText(days: number, onHand: Quantity): string {
  if (onHand <= quantity(0)) return "se acabó";
  if (days === 0) return "no llega a mañana";
  return `alcanza ${counted(days, "día", "días")}`;
}

/** `sobró S/ 1.00`, `faltó S/ 1.00`, `cuadró`. */
export function differenceText(difference: Centimos): string {
  if (difference === 0) return "cuadró";
  return `${difference > 0 ? "sobró" : "faltó"} ${formatSoles(centimos(Math.abs(difference)))}`;
}
