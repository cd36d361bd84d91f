import type { z } from "zod";
import { type QuickReader, quickReader, UNSURE } from "./stored_form.ts";

/** Lifts the stored data of one version to the next. Pure: the stored bytes never change (design §4). */
export type Upcaster = (stored: unknown) => unknown;

export interface FactDefinition<Type extends string, Schema extends z.ZodType> {
  readonly type: Type;
  /** The version written today (`sv` in the envelope). Starts at 1 and only rises. */
  readonly version: number;
  readonly schema: Schema;
  /** From each older version to the next one: `{1: v1 => v2, 2: v2 => v3}`. */
  readonly upcasters: Readonly<Record<number, Upcaster>>;
}

export type AnyFactDefinition = FactDefinition<string, z.ZodType>;

/** The fact as the code handles it: type and data, typed by the newest schema. */
export type FactOf<D> = D extends FactDefinition<infer Type, infer Schema>
  ? { readonly type: Type; readonly data: z.output<Schema> }
  : never;

/** Declares a fact. Throws at start if a version between 1 and today's has no upcaster. */
export function defineFact<const Type extends string, Schema extends z.ZodType>(
  definition: { type: Type; version: number; schema: Schema; upcasters?: Record<number, Upcaster> },
): FactDefinition<Type, Schema> {
  const upcasters = definition.upcasters ?? {};
  for (let from = 1; from < definition.version; from++) {
    if (!upcasters[from]) throw new TypeError(`${definition.type} has no upcaster from version ${from}`);
  }
  return { ...definition, upcasters };
}

/** Reads stored data of any released version as today's. Throws where the bytes are not that fact: a broken log is no refusal. */
export function readFact<D extends AnyFactDefinition>(
  definition: D,
  sv: number,
  data: unknown,
): FactOf<D>["data"] {
  if (sv > definition.version) {
    throw new RangeError(`${definition.type} version ${sv} is newer than this program`);
  }
  let lifted = data;
  for (let from = sv; from < definition.version; from++) lifted = definition.upcasters[from]!(lifted);
  const read = readerOf(definition)(lifted);
  return (read === UNSURE ? definition.schema.parse(lifted) : read) as FactOf<D>["data"];
}

const readers = new WeakMap<AnyFactDefinition, QuickReader>();
function readerOf(definition: AnyFactDefinition): QuickReader {
  let reader = readers.get(definition);
  if (!reader) readers.set(definition, reader = quickReader(definition.schema));
  return reader;
}
