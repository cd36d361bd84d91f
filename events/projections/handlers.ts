import type { AnyFactDefinition, FactOf } from "../facts/define_fact.ts";
import type { Recorded } from "../store/types.ts";
import type { Change, Projection } from "./define_projection.ts";

export interface Handler {
  readonly type: string;
  readonly project: (event: Recorded) => readonly Change[];
}

/** What one fact does to a read model, its data typed by the fact's newest schema. */
export const on = <D extends AnyFactDefinition>(
  fact: D,
  project: (data: FactOf<D>["data"], event: Recorded) => readonly Change[],
): Handler => ({
  type: fact.type,
  // The store lifted the data to today's version before it came here, so this only names what it is.
  project: (event) => project(event.data as FactOf<D>["data"], event),
});

/** `handles` and `project` of a projection that does one thing per fact. */
export function handlers(...list: readonly Handler[]): Pick<Projection, "handles" | "project"> {
  const byType = new Map(list.map(({ type, project }) => [type, project]));
  if (byType.size !== list.length) throw new TypeError("a fact is handled twice");
  return { handles: [...byType.keys()], project: (event) => byType.get(event.type)?.(event) ?? [] };
}
