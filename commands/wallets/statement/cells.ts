import { searchKey } from "../../../kernel/search.ts";
import { type Instant, type LimaDay, parseDay, plusMs, startOfDay } from "../../../kernel/time.ts";

const MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic"];
const pad = (text: string | number): string => String(text).padStart(2, "0");

/** A day of Lima and, where the file says it, the moment. Null for what is none: day before month, as Peru writes it. */
export function readMoment(
  date: string,
  time: string,
): { readonly day: LimaDay; readonly at: Instant | null } | null {
  const day = dayOf(date);
  if (day === null) return null;
  const clock = time.trim() === "" ? /(?:\s|T)(\d{1,2}:\d{2}.*)$/.exec(date.trim())?.[1] ?? "" : time.trim();
  if (clock === "") return { day, at: null };
  const ms = msOf(clock);
  return ms === null ? null : { day, at: plusMs(startOfDay(day), ms) };
}

function dayOf(text: string): LimaDay | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text.trim());
  if (iso) return parseDay(iso[0]);
  const key = searchKey(text.replaceAll(/[/\-.]/g, " "));
  const numbers = /^(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})(?!\d)/.exec(key);
  if (numbers) return parseDay(`${yearOf(numbers[3]!)}-${pad(numbers[2]!)}-${pad(numbers[1]!)}`);
  const named = /^(\d{1,2}) (?:de )?([a-z]{3})[a-z]* (?:de |del )?(\d{4}|\d{2})(?!\d)/.exec(key);
  const month = named ? MONTHS.indexOf(named[2] === "sep" ? "set" : named[2]!) : -1;
  return named && month >= 0 ? parseDay(`${yearOf(named[3]!)}-${pad(month + 1)}-${pad(named[1]!)}`) : null;
}

const yearOf = (text: string): string => text.length === 2 ? `20${text}` : text;

/** `08:02`, `8:02:31 a. m.`, `20:02`: milliseconds of the day. */
function msOf(text: string): number | null {
  const [, hours, minutes, seconds = "0", half] =
    /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:([ap])\.?\s*m\.?)?$/i.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const h = Number(hours);
  if (half === undefined ? h > 23 : h < 1 || h > 12) return null;
  const hour = half === undefined ? h : h % 12 + (/p/i.test(half) ? 12 : 0);
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

const IN = /\b(te pag|recib|abon|ingres|credito|entrada|deposit|cobr|yapeo recibido)/;
const OUT = /\b(pagaste|enviad|enviaste|cargo|egres|debito|salida|retir|yapeaste|plineaste|comision)/;

/** Null where the words say neither, or both: that is not guessed. */
export function readDirection(text: string): "in" | "out" | null {
  const key = searchKey(text), isIn = IN.test(key), isOut = OUT.test(key);
  return isIn === isOut ? null : isIn ? "in" : "out";
}
