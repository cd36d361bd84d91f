import type { z } from "zod";
import type { AnyFactDefinition } from "../events/facts/define_fact.ts";
import type { TenantStore } from "../events/store/types.ts";
import { ok } from "../kernel/result.ts";
import { jsonText } from "../kernel/sync.ts";
import { type CommandFunction, defineCommand } from "./define_command.ts";

export interface SettingDefinition<Schema extends z.ZodType> {
  /** Name of the command. */
  readonly type: string;
  /** Says the whole setting each time. */
  readonly fact: AnyFactDefinition;
  /** Where it alone is written. */
  readonly stream: string;
  readonly schema: Schema;
}

/** A command for what a shop decides for itself, whole each time: the newest one counts, and saying it again writes nothing. */
export const defineSetting = <Schema extends z.ZodType>(
  { type, fact, stream, schema }: SettingDefinition<Schema>,
): CommandFunction<null, never> =>
  defineCommand({
    type,
    schema,
    attempt: async ({ store }, input) => {
      const [last] = await store.read({ stream, descending: true, limit: 1 });
      const isSaid = last !== undefined && jsonText(last.data) === jsonText(input);
      return ok({
        facts: isSaid ? [] : [{ definition: fact, stream, data: input }],
        expected: [{ stream, version: last?.ver ?? 0 }],
        gate: "always",
        outcome: null,
      });
    },
  });

/** What a setting says now; null where nobody has said it. Its fact's own schema read it. */
export async function settingOf<Data>(store: TenantStore, stream: string): Promise<Data | null> {
  const [last] = await store.read({ stream, descending: true, limit: 1 });
  return (last?.data ?? null) as Data | null;
}
