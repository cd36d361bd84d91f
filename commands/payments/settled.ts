import type { PaymentBook } from "../../domain/payments/book.ts";
import { paymentIntentStream, streamOf } from "../../domain/streams.ts";
import type { Fact } from "../../events/facts/mod.ts";
import type { PaymentFact } from "../../events/facts/payments.ts";
import { intentsById } from "../../events/projections/payments/queries.ts";
import type { AppendRequest, PersonalData, TenantStore } from "../../events/store/types.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { Instant } from "../../kernel/time.ts";
import { fixedId } from "../fixed_id.ts";
import type { Decision, DefinedFact } from "../handle.ts";
import type { LoadedBook } from "./load_book.ts";

/** Money that was counted for an intent. A person may have counted a part: `complete` says whether all is there. */
export interface Settled {
  /** One for each counting: a credit may be counted for two intents. */
  readonly allocationId: string;
  readonly intentId: string;
  readonly subject: string;
  readonly purpose: "sale" | "membership";
  readonly paymentId: string;
  readonly accountId: string;
  readonly amountCentimos: Centimos;
  readonly complete: boolean;
  /** When the money moved. */
  readonly valueAt: Instant;
  /** The kind of wallet: `yape`, `stripe`. */
  readonly provider: string;
  /** What the payer or the provider calls it: an operation number, a provider's id, or our own id of the credit. */
  readonly reference: string;
}

/** What else is written in the same batch. */
export interface Settling {
  readonly facts: readonly DefinedFact[];
  readonly expected: AppendRequest["expected"];
}
export interface PaymentHooks {
  /** Asked for each counting, before anything is written; asked again where others wrote in between. */
  readonly settled?: (settled: Settled) => Promise<Settling>;
}

/** The decision of a payment command: its facts, what others add to them, and every version it rests on. */
export async function decisionOf<Outcome>(
  store: TenantStore,
  { book, accountVersions, intentVersions }: LoadedBook,
  facts: readonly PaymentFact[],
  { settled }: PaymentHooks,
  outcome: Outcome,
  personal?: PersonalData | null,
): Promise<Decision<Outcome>> {
  const added: Settling[] = [];
  if (settled) { for (const one of await settledBy(store, book, facts)) added.push(await settled(one)); }
  const touched = facts.flatMap(({ data }) => [
    ..."intentId" in data && data.intentId !== null ? [data.intentId] : [],
    ..."intentIds" in data ? data.intentIds : [],
  ]);
  const expected = new Map([
    ...accountVersions.map(({ stream, version }) => [stream, version] as const),
    ...touched.map((id) => [paymentIntentStream(id), intentVersions.get(id) ?? 0] as const),
    ...added.flatMap((one) => one.expected.map(({ stream, version }) => [stream, version] as const)),
  ]);
  for (const fact of facts) {
    if (!expected.has(streamOf(fact))) throw new RangeError(`${fact.type} on an account that was not read`);
  }
  const [first] = facts;
  return {
    facts: [...facts, ...added.flatMap((one) => one.facts)],
    expected: [...expected].map(([stream, version]) => ({ stream, version })),
    gate: "always",
    outcome,
    ...personal && first && { personal: new Map<Fact, PersonalData>([[first, personal]]) },
  };
}

async function settledBy(
  { db }: TenantStore,
  book: PaymentBook,
  facts: readonly PaymentFact[],
): Promise<Settled[]> {
  const counted = facts.flatMap((fact) => fact.type === "PaymentAllocated" ? [fact.data] : []);
  const opened = facts.flatMap((fact) => fact.type === "PaymentIntentOpened" ? [fact.data] : []);
  const rows = await intentsById(db, counted.map(({ intentId }) => intentId));
  return counted.map(({ intentId, paymentId, accountId, amountCentimos }): Settled => {
    const before = rows.find((row) => row.intentId === intentId);
    const intent = before ?? opened.find((data) => data.intentId === intentId);
    if (!intent) throw new RangeError(`money for an intent that nobody opened: ${intentId}`);
    const said = facts.find((fact) =>
      fact.type === "PaymentEvidenceKept" && fact.data.paymentId === paymentId
    ) as Extract<PaymentFact, { type: "PaymentEvidenceKept" }> | undefined;
    const witnesses = [
      ...book.credits.get(paymentId)?.witnesses ?? [],
      ...said ? [said.data] : [],
    ];
    const named = (key: "operationNumber" | "providerId") =>
      witnesses.map((witness) => witness[key]).find((name) => name !== null);
    return {
      allocationId: fixedId(`${paymentId}/${intentId}/${before?.ver ?? 0}`),
      intentId,
      subject: intent.subject,
      purpose: intent.purpose,
      paymentId,
      accountId,
      amountCentimos,
      complete: (before?.allocatedCentimos ?? 0) + amountCentimos >= intent.amountCentimos,
      valueAt: witnesses[0]!.occurredAt,
      provider: book.accounts.get(accountId)!.wallet,
      reference: named("operationNumber") ?? named("providerId") ?? paymentId,
    };
  });
}
