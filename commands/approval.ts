import { z } from "zod";
import { overrideStream } from "../domain/streams.ts";
import type { OverrideFact } from "../events/facts/returns.ts";
import { type Approval, APPROVAL_KINDS, type ApprovalKind } from "../kernel/approval.ts";
import { fixedId } from "./fixed_id.ts";
import { type CommandContext, versionOf } from "./handle.ts";
import { inId, inNullable, inText } from "./input/fields.ts";

export const inApproval = inNullable(
  z.object({ kind: z.enum(APPROVAL_KINDS, { error: "choice" }), by: inId, reason: inText(120) }),
);

/** Whether somebody who may said yes to exactly this. The PIN itself was checked where it was typed. */
export const isApproved = (
  { approvers }: CommandContext,
  approval: Approval | null,
  kind: ApprovalKind,
): approval is Approval =>
  approval !== null && approval.kind === kind && (approvers?.has(approval.by) ?? false);

/** Both names beside what was done. `subject` was made on the device, so the fact stays one however often it is sent. */
export async function approvalOf(
  { actor, store }: CommandContext,
  { kind, by, reason }: Approval,
  subject: string,
): Promise<{ fact: OverrideFact; expected: { stream: string; version: number } }> {
  const overrideId = fixedId(`override ${kind} ${subject}`), stream = overrideStream(overrideId);
  return {
    fact: {
      type: "OverrideApproved",
      data: { overrideId, kind, requestedBy: actor.id, by, subject, reason },
    },
    // Where it stands already, its taken id refuses this append for good instead of asking to try again.
    expected: { stream, version: await versionOf(store, stream) },
  };
}
