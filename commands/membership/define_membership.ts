import { z } from "zod";
import { decideMembership, type MembershipCommand } from "../../domain/membership/decide.ts";
import type { MembershipRefusal } from "../../domain/membership/refusals.ts";
import { membershipStream } from "../../domain/streams.ts";
import { MEMBERSHIP_FACTS, type MembershipFact } from "../../events/facts/membership.ts";
import { ok } from "../../kernel/result.ts";
import { type CommandFunction, defineCommand } from "../define_command.ts";
import type { CommandContext, DefinedFact } from "../handle.ts";
import { loadMembership } from "./load_membership.ts";

/** A shop by its id in the registry: routes take it from who is signed in or from a signed link, never from a form. */
export const inShop = z.string({ error: "id" }).regex(/^[a-z0-9-]{3,63}$/, { error: "id" });

const DEFINITIONS = new Map(MEMBERSHIP_FACTS.map((definition) => [definition.type, definition]));

export function definedFact({ type, data }: MembershipFact): DefinedFact {
  const definition = DEFINITIONS.get(type);
  if (!definition) throw new TypeError(`${type} is no fact of a membership`);
  return { definition, stream: membershipStream(data.shop), data };
}

/** What else belongs in the same append, and the versions that it was decided on. */
export type Beside = {
  readonly facts: readonly DefinedFact[];
  readonly expected: readonly { readonly stream: string; readonly version: number }[];
};

/** A command on a shop's membership. `context.store` is the platform's log. Its outcome is the facts that it wrote. */
export function defineMembership<
  Name extends MembershipCommand["type"],
  Schema extends z.ZodType<{ shop: string }>,
>(
  type: Name,
  schema: Schema,
  commandOf: (
    input: z.output<Schema>,
    context: CommandContext,
  ) => Omit<Extract<MembershipCommand, { type: Name }>, "type">,
  beside?: (input: z.output<Schema>, context: CommandContext) => Promise<Beside>,
): CommandFunction<readonly MembershipFact[], MembershipRefusal> {
  return defineCommand({
    type,
    schema,
    attempt: async (context, input) => {
      const { store, clock } = context, { facts: known, version } = await loadMembership(store, input.shop);
      const command = { type, ...commandOf(input, context) } as unknown as MembershipCommand;
      const decision = decideMembership(known, clock.now(), command);
      if (!decision.ok) return decision;
      const also = await beside?.(input, context);
      return ok({
        facts: [...decision.value.map(definedFact), ...also?.facts ?? []],
        expected: [{ stream: membershipStream(input.shop), version }, ...also?.expected ?? []],
        gate: "always",
        outcome: decision.value,
      });
    },
  });
}
