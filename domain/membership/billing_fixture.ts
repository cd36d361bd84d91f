import type { MembershipFact } from "../../events/facts/membership.ts";
import type { Instant, LimaDay } from "../../kernel/time.ts";
import type { Known } from "./account.ts";
import { decideMembership, type MembershipCommand } from "./decide.ts";
import { idOf, lima, SHOP, started } from "./membership_fixture.ts";
import type { MembershipRefusal } from "./refusals.ts";

type Input<Name extends MembershipCommand["type"]> = Omit<
  Extract<MembershipCommand, { type: Name }>,
  "type" | "shop"
>;

/** The books of a shop, written by its deciders: given what happened, when this is asked, then these facts. */
export class Story {
  readonly facts: Known[];
  #n = 1_000;

  constructor(facts: readonly Known[] = [started()]) {
    this.facts = [...facts];
  }

  /** What is said to a command, in short; what is decided is part of the story. */
  ask<Name extends MembershipCommand["type"]>(moment: string, type: Name, input: Input<Name>): string {
    const at = lima(moment);
    const decided = decideMembership(
      this.facts,
      at,
      { type, shop: SHOP, ...input } as unknown as MembershipCommand,
    );
    if (!decided.ok) return refusalOf(decided.error);
    for (const fact of decided.value) this.happened(at, fact);
    return decided.value.map(shortOf).join("; ");
  }

  happened(at: Instant, fact: MembershipFact): void {
    this.facts.push({ id: idOf(this.#n++), occurredAt: at, recordedAt: at, fact });
  }

  bill = (moment: string, n: number): string => this.ask(moment, "IssueInvoice", { invoiceId: idOf(n) });
  pay(moment: string, n: number, soles: number): string {
    const paymentId = idOf(n), valueAt = lima(moment), amountCentimos = soles * 100;
    return this.ask(moment, "NotePayment", {
      ...{ paymentId, valueAt, provider: "yape", reference: `op-${n}` },
      amountCentimos: amountCentimos as Input<"NotePayment">["amountCentimos"],
    });
  }
  /** `plan month` or `plan year`. */
  change(moment: string, n: number, wished: string): string {
    const [plan, interval] = wished.split(" ") as [Input<"ChangePlan">["plan"], "month" | "year"];
    return this.ask(moment, "ChangePlan", {
      ...{ changeId: idOf(n), plan, interval },
      ...{ invoiceId: idOf(n + 100), creditId: idOf(n + 200), laterId: idOf(n + 300) },
    });
  }
}

const refusalOf = ({ type, ...more }: MembershipRefusal): string => [type, ...Object.values(more)].join(" ");

const soles = (centimos: number) => `S/ ${centimos / 100}`;
function shortOf({ type, data }: MembershipFact): string {
  switch (type) {
    case "InvoiceIssued":
      return `${data.item} ${data.plan} ${data.interval} ${data.periodFrom}..${data.periodTo} ${
        soles(data.amountCentimos)
      } due ${data.dueOn}`;
    case "CreditGranted":
      return `credit ${soles(data.amountCentimos)} ${data.reason}`;
    case "PlanChanged":
      return `${data.when} ${data.plan} ${data.interval} from ${data.from}`;
    case "MembershipCancelled":
      return `ends ${data.endsOn}`;
    case "MembershipReturned":
      return `back ${data.on}, ${data.blockedDays} days${
        data.anchor === null ? "" : `, from ${data.anchor}`
      }`;
    default:
      return type;
  }
}

export const day = (text: string): LimaDay => text as LimaDay;
