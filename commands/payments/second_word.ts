import type { Approval, ApprovalKind } from "../../kernel/approval.ts";
import type { Centimos } from "../../kernel/money.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { approvalOf, isApproved } from "../approval.ts";
import type { CommandContext, Decision } from "../handle.ts";
import { approvalAbove } from "../wallets/approval_limit.ts";

interface Wanted {
  readonly kind: Extract<ApprovalKind, "wallet_number" | "wallet_refund">;
  readonly subject: string;
  readonly amountCentimos: Centimos;
}
type Word = Awaited<ReturnType<typeof approvalOf>>;
interface SecondPersonNeeded {
  readonly type: "SecondPersonNeeded";
  readonly aboveCentimos: Centimos;
}

/**
 * The word of somebody who may approve, where the amount asks for it: null where it does not, or where it stands already for
 * the same thing. The amounts are the shop's own; the platform's operators have rules of their own.
 */
export async function secondWord(
  context: CommandContext,
  approval: Approval | null,
  { kind, subject, amountCentimos }: Wanted,
): Promise<Result<Word | null, SecondPersonNeeded>> {
  const aboveCentimos = await approvalAbove(context.store);
  if (amountCentimos <= aboveCentimos) return ok(null);
  if (!isApproved(context, approval, kind)) return err({ type: "SecondPersonNeeded", aboveCentimos });
  const word = await approvalOf(context, approval, subject);
  return ok(word.expected.version > 0 ? null : word);
}

export const withWord = <Outcome>(decision: Decision<Outcome>, word: Word | null): Decision<Outcome> =>
  word === null ? decision : {
    ...decision,
    facts: [...decision.facts, word.fact],
    expected: [...decision.expected, word.expected],
  };
