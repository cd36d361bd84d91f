import type { z } from "zod";

/** The value as the schema would give it back, or {@link UNSURE}: then the schema itself has to judge. */
export type QuickReader = (value: unknown) => unknown;
export const UNSURE = Symbol("unsure");

/**
 * A short way through a schema for data that is as it should be, which stored data always is: on the sale of five lines
 * it is several times faster than the schema, and a rebuild or an audit reads every event there ever was. It makes
 * every check that the schema makes, from the schema's own definition, and says {@link UNSURE} on whatever it does not
 * know: a kind of schema, a kind of check, a value that has to be changed or is wrong. So it never refuses and never
 * takes what the schema would not; a property test holds it to that.
 */
export function quickReader(schema: z.core.$ZodType): QuickReader {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case "object":
      return def.catchall?._zod.def.type === "never" && !def.checks?.length ? objectReader(def) : unsure;
    case "array":
      return arrayReader(def);
    case "nullable": {
      const inner = quickReader(def.innerType);
      return def.checks?.length ? unsure : (value) => value === null ? null : inner(value);
    }
    case "enum": {
      const entries = new Set<unknown>(Object.values(def.entries));
      // A numeric TypeScript enum lists its names among its values.
      const plain = [...entries].every((entry) => typeof entry === "string") && !def.checks?.length;
      return plain ? (value) => entries.has(value) ? value : UNSURE : unsure;
    }
    case "boolean":
      return checked((value) => typeof value === "boolean", def);
    case "string":
      // An e-mail, a date and their like are strings with a check of their own.
      return "check" in def ? unsure : checked((value) => typeof value === "string", def);
    case "number":
      return "format" in def && def.format === "safeint" ? checked(Number.isSafeInteger, def) : unsure;
    default:
      return unsure;
  }
}

const unsure: QuickReader = () => UNSURE;

/** Keys in the order of the schema, as the schema gives them back: a read model may write a part of a fact as JSON. */
function objectReader({ shape }: z.core.$ZodObjectDef): QuickReader {
  const keys = Object.keys(shape), readers = keys.map((key) => quickReader(shape[key]!));
  if (keys.some((key) => key in Object.prototype)) return unsure;
  const blank: Record<string, unknown> = Object.fromEntries(keys.map((key) => [key, null]));
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return UNSURE;
    const given = value as Record<string, unknown>, read = { ...blank };
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!, found = given[key];
      // All the keys there are, and as many as there shall be: then no other is there.
      const part = found === undefined ? UNSURE : readers[i]!(found);
      if (part === UNSURE) return UNSURE;
      read[key] = part;
    }
    return Object.keys(given).length === keys.length ? read : UNSURE;
  };
}

function arrayReader(def: z.core.$ZodArrayDef): QuickReader {
  const reader = quickReader(def.element), holds = holdsAll(def.checks);
  if (holds === null) return unsure;
  return (value) => {
    if (!Array.isArray(value) || !holds(value)) return UNSURE;
    const read: unknown[] = [];
    for (const item of value) {
      const part = reader(item);
      if (part === UNSURE) return UNSURE;
      read.push(part);
    }
    return read;
  };
}

function checked(isKind: (value: unknown) => boolean, def: z.core.$ZodTypeDef): QuickReader {
  const holds = holdsAll(def.checks);
  return holds === null ? unsure : (value) => isKind(value) && holds(value) ? value : UNSURE;
}

type Holds = (value: unknown) => boolean;

/** Null where one of the checks is not known here. */
function holdsAll(checks: readonly z.core.$ZodCheck<never>[] = []): Holds | null {
  const all: Holds[] = [];
  for (const check of checks) {
    const holds = holdsOf(check);
    if (holds === null) return null;
    all.push(holds);
  }
  return (value) => {
    for (let i = 0; i < all.length; i++) if (!all[i]!(value)) return false;
    return true;
  };
}

type CheckDef = (z.core.$ZodChecks | z.core.$ZodCustom)["_zod"]["def"];

/** Lengths count UTF-16 units here and characters in zod: where the two could differ, the schema has to judge. */
function holdsOf(check: z.core.$ZodCheck<never>): Holds | null {
  const def = check._zod.def as CheckDef;
  switch (def.check) {
    case "min_length": {
      const least = def.minimum > 1 ? 2 * def.minimum : def.minimum;
      return (value) => (value as string | unknown[]).length >= least;
    }
    case "max_length":
      return (value) => (value as string | unknown[]).length <= def.maximum;
    case "greater_than":
      return boundHolds(def.value, (value, bound) => value > bound || (def.inclusive && value === bound));
    case "less_than":
      return boundHolds(def.value, (value, bound) => value < bound || (def.inclusive && value === bound));
    case "overwrite":
      return (value) => def.tx(value) === value;
    case "string_format": {
      const { format, pattern } = def;
      // A pattern with a memory of its last match answers differently the second time.
      if (format !== "regex" || !pattern || pattern.global || pattern.sticky) return null;
      return (value) => pattern.test(value as string);
    }
    case "custom":
      return typeof def.fn === "function" ? (value) => def.fn(value as never) === true : null;
    default:
      return null;
  }
}

const boundHolds = (bound: unknown, holds: (value: number, bound: number) => boolean): Holds | null =>
  typeof bound === "number" ? (value) => holds(value as number, bound) : null;
