import { buildSale, cashDue } from "../../kernel/checkout.ts";
import type { Approval } from "../../kernel/approval.ts";
import { hasLargeDiscount } from "../../kernel/discount.ts";
import { TILL_SETTINGS } from "../../kernel/sync.ts";
import { type Centimos, centimos, formatSoles, spokenSoles, sumCentimos, ZERO } from "../../kernel/money.ts";
import type { Tender, TenderMethod } from "../../kernel/sale.ts";
import { ticketNumber } from "../../kernel/ticket.ts";
import { askApproval } from "./approving.ts";
import { EMPTY_DRAFT } from "./cart.ts";
import type { CreditChange } from "./local_store.ts";
import { amountTyped, type PadKey, typed } from "./keypad.ts";
import { T } from "./texts.ts";
import type { Paying } from "./screens.ts";
import type { Till } from "./till.ts";

/** Opens the payment. From here on this sale has its ids: however often "cobrar" is tapped, it is this one. */
export function startPaying(till: Till, method: TenderMethod = "efectivo"): void {
  if (till.paying.value || till.draft.value.lines.length === 0 || !till.priced.value.ok) return;
  if (!till.drawer.value) {
    till.screen.value = "open";
    till.notice.value = { tone: "attention", text: T.drawerMissing };
    return;
  }
  if (seriesSpent(till)) {
    till.notice.value = { tone: "danger", text: T.seriesSpent };
    return;
  }
  if (till.whyBlocked() !== null) return; // the notice above says so, and what to do
  const most = till.told.value?.settings.discountPerMilleMax ?? TILL_SETTINGS.discountPerMilleMax;
  const lines = till.priced.value.value.lines.map(({ total, discount }) => ({
    totalCentimos: total,
    discountCentimos: discount,
  }));
  if (!hasLargeDiscount(lines, most)) return begin(till, method, null);
  askApproval(till, {
    kind: "discount",
    reason: T.discount,
    then: (approval) => begin(till, method, approval),
  });
}

function begin(till: Till, method: TenderMethod, approval: Approval | null): void {
  till.closeSheet();
  till.paying.value = {
    cmdId: till.ids.next(),
    saleId: till.ids.next(),
    method,
    typed: "",
    operation: "",
    since: performance.now(),
    exact: [],
    approval,
    debtor: null,
    busy: false,
    error: null,
  };
  till.screen.value = "pay";
}

/** The next number would be one that nobody gave this device. */
function seriesSpent(till: Till): boolean {
  const { series, nextTicket } = till.drawer.value!;
  const lease = till.told.value?.series.find((leased) => leased.series === series);
  return lease !== undefined && nextTicket > lease.upTo;
}

export function change(till: Till, change: Partial<Paying>): void {
  const paying = till.paying.value;
  if (paying && !paying.busy) till.paying.value = { ...paying, error: null, ...change };
}

export function choose(till: Till, method: TenderMethod): void {
  change(till, { method, typed: "", operation: "", since: performance.now() });
  if (method === "fiado" && till.paying.value?.debtor === null) askDebtor(till);
}
export const askDebtor = (till: Till): void => void (till.sheet.value = { kind: "debtor" });

export function press(till: Till, key: PadKey): void {
  change(till, { typed: typed(till.paying.value?.typed ?? "", key) });
}

/** Where a payment stands: what the figures and the one button show. */
export interface Standing {
  /** Not yet paid by wallet or card. */
  readonly rest: Centimos;
  /** What cash has to pay of it, rounded to coins. */
  readonly due: Centimos;
  readonly rounding: Centimos;
  /** Of the chosen method; nothing typed means all of it. */
  readonly amount: Centimos;
  readonly change: Centimos;
  /** `unnamed`: nobody was chosen who owes it; `refused`: they may not owe that much. */
  readonly action: "finish" | "add" | "short" | "over" | "unnamed" | "refused";
}

export function standingOf(total: Centimos, paying: Paying): Standing {
  const paid = sumCentimos(paying.exact.map((tender) => tender.amountCentimos));
  const rest = centimos(Math.max(0, total - paid));
  const { due, rounding } = cashDue(total, paying.exact);
  const given = paying.typed === "" ? null : amountTyped(paying.typed);
  if (paying.method === "efectivo") {
    const amount = given ?? due;
    const left = centimos(Math.max(0, amount - due));
    return { rest, due, rounding, amount, change: left, action: amount < due ? "short" : "finish" };
  }
  const amount = given ?? rest;
  const action = amount > rest
    ? "over"
    : creditFault(paying, amount) ?? (amount === rest ? "finish" : amount === 0 ? "short" : "add");
  return { rest, due, rounding: centimos(0), amount, change: centimos(0), action };
}

function creditFault({ method, debtor, exact }: Paying, amount: Centimos): "unnamed" | "refused" | null {
  if (method !== "fiado") return null;
  if (!debtor) return "unnamed";
  return lentBy(exact) + amount > debtor.freeCentimos ? "refused" : null;
}

/** What of a sale goes into the notebook. */
export const lentBy = (tenders: readonly Pick<Tender, "method" | "amountCentimos">[]): Centimos =>
  sumCentimos(tenders.map(({ method, amountCentimos }) => method === "fiado" ? amountCentimos : ZERO));

export function removeExact(till: Till, index: number): void {
  change(till, { exact: till.paying.value!.exact.filter((_, i) => i !== index), typed: "" });
}

/** The one button: adds a part of a split payment, or makes the sale. */
export async function confirm(till: Till): Promise<void> {
  const paying = till.paying.value, priced = till.priced.value;
  if (!paying || paying.busy || !priced.ok) return;
  const { action, amount } = standingOf(priced.value.total, paying);
  if (action === "unnamed") return askDebtor(till);
  if (action !== "finish" && action !== "add") return;
  const exact = paying.method === "efectivo" ? paying.exact : [...paying.exact, {
    method: paying.method,
    amountCentimos: amount,
    operationNumber: paying.operation.trim() || null,
  }];
  if (action === "add") return change(till, { exact, method: "efectivo", typed: "", operation: "" });
  const cashCentimos = paying.method === "efectivo" ? amount : null;
  const customerId = lentBy(exact) > 0 ? paying.debtor!.customerId : null;
  await makeSale(till, paying, { exact, cashCentimos, customerId });
}

/** Efectivo exacto, from anywhere: the whole amount in coins and notes. */
export async function payExactCash(till: Till): Promise<void> {
  startPaying(till);
  change(till, { method: "efectivo", typed: "" });
  await confirm(till);
}

async function makeSale(till: Till, paying: Paying, payment: Parameters<typeof buildSale>[1]): Promise<void> {
  const drawer = till.drawer.value;
  if (!drawer || !till.outbox) return;
  const occurredAt = till.now();
  const sale = buildSale(till.draft.value, payment, {
    saleId: paying.saleId,
    ticketNumber: ticketNumber(drawer.series, drawer.nextTicket),
    registerId: drawer.registerId,
    cashSessionId: drawer.cashSessionId,
    cashierId: till.cashier.value.cashierId,
    occurredAt,
  });
  // The button says what is missing and stays shut: a refusal here would be a figure that changed under the finger.
  if (!sale.ok) return change(till, { error: T.amountTooLarge });
  till.paying.value = { ...paying, busy: true };
  const after = { drawer: { ...drawer, nextTicket: drawer.nextTicket + 1 }, draft: EMPTY_DRAFT };
  const { customerId, tenders } = sale.value;
  let lent: CreditChange[] = [];
  try {
    await till.outbox.write(
      paying.cmdId,
      "RegisterSale",
      { sale: sale.value, ...approvals(paying, customerId !== null) },
      till.frame(occurredAt),
      (seq) => {
        if (customerId === null) return after;
        lent = [{ seq, customerId, kind: "lent", amountCentimos: lentBy(tenders), at: occurredAt }];
        return { ...after, credit: [...till.credit.value, ...lent] };
      },
    );
  } catch {
    till.paying.value = { ...paying, busy: false, error: T.notKept };
    return;
  }
  till.drawer.value = after.drawer;
  if (lent.length > 0) till.credit.value = [...till.credit.value, ...lent];
  till.draft.value = EMPTY_DRAFT;
  till.past.length = 0;
  till.undoText.value = null;
  till.paying.value = null;
  till.done.value = sale.value;
  till.ticketOpen.value = true;
  till.screen.value = "sell";
  const given = sumCentimos(sale.value.tenders.map((tender) => tender.changeCentimos));
  till.assertive.value = given > 0
    ? T.spokenChange(spokenSoles(given))
    : T.spokenPaid(spokenSoles(sale.value.totalCentimos));
  await sent(till);
}

const approvals = ({ approval, debtor }: Paying, onCredit: boolean) => ({
  ...approval && { approval },
  ...onCredit && debtor?.approval && { creditApproval: debtor.approval },
});

/** After each write: the count of what waits, and off it goes. */
export async function sent(till: Till): Promise<void> {
  if (till.store) till.unsent.value = (await till.store.load()).outbox;
  till.push?.kick();
}

export const changeOf = (tenders: readonly { readonly changeCentimos: Centimos }[]): Centimos =>
  sumCentimos(tenders.map((tender) => tender.changeCentimos));

export const noteText = (soles: number): string => formatSoles(centimos(soles * 100)).replace(".00", "");
