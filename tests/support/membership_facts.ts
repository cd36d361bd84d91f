import assert from "node:assert/strict";
import type { Services } from "../../compose.ts";
import { membershipStream } from "../../domain/streams.ts";
import type { MembershipFact } from "../../events/facts/membership.ts";
import type { TenantId } from "../../events/store/types.ts";
import { centimos } from "../../kernel/money.ts";
import type { Instant, LimaDay } from "../../kernel/time.ts";

type DataOf<Type extends MembershipFact["type"]> = Extract<MembershipFact, { type: Type }>["data"];
export type Told = { readonly type: MembershipFact["type"]; readonly data: object; readonly at?: Instant };

/** A fact without its shop, which `tell` puts in. */
export const said = <Type extends MembershipFact["type"]>(
  type: Type,
  data: Omit<DataOf<Type>, "shop">,
  at?: Instant,
): Told => ({ type, data, ...at !== undefined && { at } });

/** Writes facts of one membership on the platform's log, as billing and the providers do. */
export async function tell(
  { platform, ids, clock }: Pick<Services, "platform" | "ids" | "clock">,
  shop: TenantId,
  ...facts: readonly Told[]
): Promise<void> {
  const stream = membershipStream(shop), version = (await platform.stream(stream)).length;
  const appended = await platform.append({
    command: {
      id: ids.next(),
      hash: crypto.getRandomValues(new Uint8Array(32)),
      outcome: "null",
    },
    actor: { kind: "system", id: "test" },
    dev: null,
    events: facts.map(({ type, data, at }) => ({
      id: ids.next(),
      stream,
      type,
      occurredAt: at ?? clock.now(),
      data: { shop, ...data },
    })),
    expected: [{ stream, version }],
    gate: "always",
  });
  assert.ok(appended.ok, JSON.stringify(appended));
}

export const INVOICE_CENTIMOS = 5_000;

/** A membership with one invoice due on `dueOn`, and its id. */
export function invoiced(ids: Services["ids"], dueOn: LimaDay): { facts: Told[]; invoiceId: string } {
  const invoiceId = ids.next();
  const invoice = {
    invoiceId,
    item: "plan",
    plan: "tienda",
    interval: "month",
    periodFrom: dueOn,
    periodTo: dueOn,
    amountCentimos: centimos(INVOICE_CENTIMOS),
    dueOn,
    policy: 1,
  } as const;
  return {
    invoiceId,
    facts: [
      said("MembershipStarted", { plan: "tienda", trialEndsOn: dueOn, policy: 1 }),
      said("InvoiceIssued", invoice),
    ],
  };
}

/** On two channels: what a block waits for. */
export const noticed = (ids: Services["ids"], invoiceId: string): Told[] =>
  (["whatsapp", "sms"] as const).map((channel) =>
    said("NoticeDelivered", { noticeId: ids.next(), invoiceId, kind: "overdue", channel })
  );

export const paidNow = ({ ids, clock }: Pick<Services, "ids" | "clock">, amount = INVOICE_CENTIMOS): Told =>
  said("PaymentReceived", {
    paymentId: ids.next(),
    amountCentimos: centimos(amount),
    valueAt: clock.now(),
    provider: "yape",
    reference: ids.next(),
  });
