import { z } from "zod";
import { auditStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import { type CommandContext, versionOf } from "../handle.ts";
import { inId } from "../input/fields.ts";

const access = defineCommand({
  type: "NoteAuditAccess",
  schema: z.object({ personId: inId }),
  attempt: async ({ store }, { personId }) => {
    const stream = auditStream(personId);
    return ok({
      facts: [{ type: "AuditAccessed", data: { personId } }],
      expected: [{ stream, version: await versionOf(store, stream) }],
      gate: "always",
      outcome: {},
    });
  },
});

/**
 * An auditor's access is itself an event (ledger T15). One for each hour of the clock in which they look at anything, by
 * a command id made of person and hour: a hundred pages of one sitting are one access, however many processes serve them,
 * and the ledger does not grow by being read.
 */
export async function noteAuditAccess(context: CommandContext, personId: string): Promise<void> {
  const hour = context.clock.now().slice(0, 13);
  const noted = await access(context, { id: fixedId(`audit/${personId}/${hour}`) }, { personId });
  // No books are shown that could not say who looked.
  if (!noted.ok) throw new Error("an access to the books could not be noted");
}
