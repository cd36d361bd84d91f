import type { z } from "zod";
import type { AppendRefusal } from "../events/store/types.ts";
import type { Result } from "../kernel/result.ts";
import type { Instant } from "../kernel/time.ts";
import {
  type Command,
  type CommandContext,
  type Decision,
  handle,
  type Handled,
  requestHash,
} from "./handle.ts";
import type { InvalidInput } from "./input/faults.ts";
import { parseInput } from "./input/parse.ts";

/** Which command this is. The id is made before the first attempt, so that asking again asks for the same thing. */
export interface Asked {
  readonly id: string;
  /** When it happened at the counter; now where it is left out. */
  readonly occurredAt?: Instant;
  readonly hash?: Uint8Array<ArrayBuffer>;
}

export interface CommandDefinition<Schema extends z.ZodType, Outcome, Refusal> {
  readonly type: string;
  readonly schema: Schema;
  /** True where the input says who a person is: then its hash is kept with the shop's pepper, or it could be guessed. */
  readonly personal?: boolean;
  /** One attempt: reads what it must know and decides. Runs again when others wrote in between. */
  readonly attempt: (
    context: CommandContext,
    input: z.output<Schema>,
    command: Command<z.output<Schema>>,
  ) => Promise<Result<Decision<Outcome>, Refusal>>;
}

export type CommandFunction<Outcome, Refusal> = (
  context: CommandContext,
  asked: Asked,
  input: unknown,
) => Promise<Result<Handled<Outcome>, Refusal | InvalidInput | AppendRefusal>>;

/** A command as routes, API and sync call it: with an input that nobody has read yet. */
export function defineCommand<Schema extends z.ZodType, Outcome, Refusal>(
  { type, schema, personal, attempt }: CommandDefinition<Schema, Outcome, Refusal>,
): CommandFunction<Outcome, Refusal> {
  return async (context, { id, occurredAt, hash }, input) => {
    const parsed = parseInput(schema, input);
    if (!parsed.ok) return parsed;
    const asked = { id, type, input: parsed.value, occurredAt: occurredAt ?? context.clock.now() };
    const kept = hash ?? (personal ? await pepperedHash(context, requestHash(asked)) : undefined);
    const command = { ...asked, ...kept && { hash: kept } };
    return await handle(context, command, () => attempt(context, parsed.value, command));
  };
}

const pepperedHash = async ({ store }: CommandContext, hash: Uint8Array) =>
  Uint8Array.fromHex(await store.people.index("request", hash.toHex()));
