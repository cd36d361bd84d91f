declare const instantBrand: unique symbol;

/**
 * A moment as ISO 8601 in UTC with milliseconds, `2026-11-22T23:05:00.123Z`: sorts as text, reads in an audit.
 * The only form in which an event stores time. Days are always days of America/Lima (design §6).
 */
export type Instant = string & { readonly [instantBrand]: true };

/** Where "now" comes from. Tests own it; the domain never sees it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Peru keeps UTC-5 all year (no summer time since 1994), so a Lima day is arithmetic and runs on old tablets too. */
const LIMA_OFFSET_MS = 5 * 3_600_000;

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant;
export const epochMsOf = (instant: Instant): number => Date.parse(instant);

/** Null unless `text` is exactly the stored form of a real moment. */
export function parseInstant(text: string): Instant | null {
  return FORM.test(text) && !Number.isNaN(Date.parse(text)) && instantOf(Date.parse(text)) === text
    ? text as Instant
    : null;
}

export const plusMs = (instant: Instant, ms: number): Instant => instantOf(epochMsOf(instant) + ms);

/** A calendar day in Lima, `2026-11-22`. */
export type LimaDay = string & { readonly __limaDay: true };

export const limaDay = (instant: Instant): LimaDay =>
  instantOf(epochMsOf(instant) - LIMA_OFFSET_MS).slice(0, 10) as LimaDay;
/** Hour of the Lima day, 0 to 23. */
export const limaHour = (instant: Instant): number =>
  Number(instantOf(epochMsOf(instant) - LIMA_OFFSET_MS).slice(11, 13));
/** First instant of a Lima day. */
export const startOfDay = (day: LimaDay): Instant =>
  instantOf(Date.parse(`${day}T00:00:00.000Z`) + LIMA_OFFSET_MS);
export const plusDays = (day: LimaDay, days: number): LimaDay =>
  instantOf(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).slice(0, 10) as LimaDay;
/** Days from one to the other, 0 for the same; negative back in time. */
export const daysBetween = (from: LimaDay, to: LimaDay): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
/** The same day of another month, or its last one where it has no such day: months after the 31st never drift. */
export function plusMonths(day: LimaDay, months: number): LimaDay {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = (month: number) =>
    `${String(Math.floor(month / 12)).padStart(4, "0")}-${
      String(month % 12 + 1).padStart(2, "0")
    }-01` as LimaDay;
  const last = plusDays(first(at + 1), -1), wished = Number(day.slice(8, 10));
  return wished < Number(last.slice(8, 10)) ? plusDays(first(at), wished - 1) : last;
}
/** 0 Sunday to 6 Saturday. */
export const weekday = (day: LimaDay): number => new Date(`${day}T00:00:00.000Z`).getUTCDay();
export function parseDay(text: string): LimaDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00.000Z`))) return null;
  return plusDays(text as LimaDay, 0) === text ? text as LimaDay : null;
}

const WEEKDAYS = ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"];
export const WEEKDAY_NAMES = [
  "domingo",
  "lunes",
  "martes",
  "miércoles",
  "jueves",
  "viernes",
  "sábado",
] as const;
const MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic"];

/** `mar 3 nov`. Written by hand because ICU differs between server and tablet in the very spaces (look, Words). */
export function formatDay(day: LimaDay): string {
  return `${WEEKDAYS[weekday(day)]} ${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}
/** `3:05 p. m.` */
export function formatTime(instant: Instant): string {
  const lima = instantOf(epochMsOf(instant) - LIMA_OFFSET_MS);
  const hour = Number(lima.slice(11, 13));
  return `${hour % 12 || 12}:${lima.slice(14, 16)} ${hour < 12 ? "a." : "p."}\u00a0m.`;
}
/** `mar 3 nov, 3:05 p. m.` */
export const formatInstant = (instant: Instant): string =>
  `${formatDay(limaDay(instant))}, ${formatTime(instant)}`;
/** `03/11/2026 15:05`, the compact form of a receipt. */
export function formatStamp(instant: Instant): string {
  const lima = instantOf(epochMsOf(instant) - LIMA_OFFSET_MS);
  return `${lima.slice(8, 10)}/${lima.slice(5, 7)}/${lima.slice(0, 4)} ${lima.slice(11, 16)}`;
}
