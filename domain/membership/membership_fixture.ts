import type { MembershipFact } from "../../events/facts/membership.ts";
import { centimos } from "../../kernel/money.ts";
import { epochMsOf, type Instant, instantOf, type LimaDay } from "../../kernel/time.ts";
import type { Known } from "./account.ts";

export const SHOP = "bodega-ana";
/** A Tuesday. Due days of the tests are told from it. */
export const DUE = "2026-11-03" as LimaDay;

/** A moment of Lima, `lima("2026-11-04 05:00")`. */
export function lima(text: string): Instant {
  const [day = "", time = "00:00"] = text.split(" ");
  const clock = time.length === 5 ? `${time}:00.000` : time;
  return instantOf(Date.parse(`${day}T${clock}Z`) + 5 * 3_600_000);
}

export const idOf = (n: number): string => `0192f0c1-0000-7000-8000-${String(n).padStart(12, "0")}`;

export type DataOf<Type extends MembershipFact["type"]> = Extract<MembershipFact, { type: Type }>["data"];

/** A fact of the shop, recorded when it happened unless told otherwise. */
export function known<Type extends MembershipFact["type"]>(
  n: number,
  at: Instant,
  type: Type,
  data: Omit<DataOf<Type>, "shop">,
  recordedAt: Instant = at,
): Known {
  const fact = { type, data: { shop: SHOP, ...data } } as unknown as MembershipFact;
  return { id: idOf(n), occurredAt: at, recordedAt, fact };
}

export const started = (trialEndsOn: LimaDay = DUE): Known =>
  known(1, lima("2026-10-20 09:00"), "MembershipStarted", { plan: "tienda", trialEndsOn, policy: 1 });
export const invoice = (
  n: number,
  dueOn: LimaDay = DUE,
  at: Instant = lima("2026-10-27 09:00"),
  amount = 5000,
): Known =>
  known(n, at, "InvoiceIssued", {
    invoiceId: idOf(n),
    item: "plan",
    plan: "tienda",
    interval: "month",
    periodFrom: dueOn,
    periodTo: dueOn,
    amountCentimos: centimos(amount),
    dueOn,
    policy: 1,
  });
export const paid = (n: number, at: Instant, amount = 5000, recordedAt: Instant = at): Known =>
  known(n, at, "PaymentReceived", {
    paymentId: idOf(n),
    amountCentimos: centimos(amount),
    valueAt: at,
    provider: "yape",
    reference: `op-${n}`,
  }, recordedAt);
export const told = (
  n: number,
  at: Instant,
  channel: DataOf<"NoticeDelivered">["channel"],
  invoiceId = idOf(2),
): Known => known(n, at, "NoticeDelivered", { noticeId: idOf(n), invoiceId, kind: "overdue", channel });
/** On both channels, on the second day of grace. */
export const warned: readonly Known[] = [
  told(81, lima("2026-11-05 10:00"), "whatsapp"),
  told(82, lima("2026-11-05 10:00"), "sms"),
];
/** One invoice due on {@link DUE} that nobody paid, with its warnings: blocked on the 11th at five in the morning. */
export const unpaid: readonly Known[] = [started(), invoice(2), ...warned];

export const after = (at: Instant, hours: number): Instant => instantOf(epochMsOf(at) + hours * 3_600_000);
