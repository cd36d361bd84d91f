import type { MembershipFact } from "../../events/facts/membership.ts";
import type { NewEvent } from "../../events/store/types.ts";
import { messageOf } from "../../kernel/thrown.ts";
import { type GateContext, keepGate } from "./keep_gate.ts";
import { shopOfStream } from "./membership_log.ts";

/** What the clock says, and what moves nobody: the gate keeper's next turn is soon enough. */
const IN_TIME: ReadonlySet<string> = new Set<MembershipFact["type"]>([
  "MembershipStarted",
  "InvoiceIssued",
  "NoticeIssued",
  "NoticeDelivered",
  "ShiftReported",
  "HoldProposed",
  "LicenceIssued",
  "OperatorNoted",
]);

/**
 * After an append to the platform's log: what people and money said of a shop is at its gate before whoever wrote it is
 * answered, whichever way it came (a phone, a bank's mail, a webhook, an operator, the owner). From a provider's fact to
 * the first accepted sale nothing waits for a worker; what fails here the gate keeper does in its turn.
 */
export async function keepGatesOf(
  context: GateContext,
  events: readonly Pick<NewEvent, "stream" | "type">[],
  faultOf: (shop: string) => (line: { readonly level: "fault"; readonly message: string }) => void,
): Promise<void> {
  const said = events.filter(({ type }) => !IN_TIME.has(type)).map(({ stream }) => shopOfStream(stream));
  for (const shop of new Set(said)) {
    if (shop === null) continue;
    try {
      await keepGate(context, shop);
    } catch (error) {
      faultOf(shop)({ level: "fault", message: messageOf(error) });
    }
  }
}
