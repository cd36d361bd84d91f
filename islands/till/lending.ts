import { type Centimos, centimos, formatSoles } from "../../kernel/money.ts";
import { creditRefusal } from "../../kernel/credit.ts";
import { whatsAppLink } from "../../kernel/phone.ts";
import { toBase64 } from "../../kernel/base64.ts";
import type { TenderMethod } from "../../kernel/sale.ts";
import { matches, searchKey } from "../../kernel/search.ts";
import type { PulledCustomer, PushPayloads } from "../../kernel/sync.ts";
import { formatInstant, type Instant } from "../../kernel/time.ts";
import { askApproval } from "./approving.ts";
import { customersNow } from "./credit.ts";
import type { CreditChange } from "./local_store.ts";
import { CREDIT } from "./credit_texts.ts";
import { change, sent } from "./paying.ts";
import { T } from "./texts.ts";
import type { Debtor } from "./screens.ts";
import type { Till } from "./till.ts";

export const everybody = (till: Till): PulledCustomer[] => customersNow(till.book.value, till.credit.value);

export const customerNow = (till: Till, customerId: string): PulledCustomer | null =>
  everybody(till).find((customer) => customer.customerId === customerId) ?? null;

/** By words of the name or digits of the phone; without a query those who owe most. */
export function found(customers: readonly PulledCustomer[], query: string): PulledCustomer[] {
  const key = searchKey(query), digits = query.replace(/\D/g, "");
  const hits = key === ""
    ? [...customers]
    : customers.filter(({ name, phone }) =>
      matches(searchKey(name), key) || (digits.length >= 3 && phone !== null && phone.includes(digits))
    );
  return key === ""
    ? hits.sort((a, b) => b.balanceCentimos - a.balanceCentimos || a.name.localeCompare(b.name, "es"))
    : hits.sort((a, b) => a.name.localeCompare(b.name, "es"));
}

/** What the payment must know of whoever takes it home: how much at most, and what to say above it. */
export function debtorOf(customer: PulledCustomer, now: Instant): Debtor {
  const { customerId, name, allowanceCentimos } = customer;
  const one = creditRefusal(customer, centimos(1), now);
  if (one?.type === "DebtTooOld") {
    return {
      customerId,
      name,
      freeCentimos: centimos(0),
      why: CREDIT.tooOld(one.since, one.maxAgeDays),
      approval: null,
    };
  }
  const refused = creditRefusal(customer, centimos(allowanceCentimos + 1), now);
  const limited = refused?.type === "CreditExceeded" && refused.limited;
  const free = formatSoles(allowanceCentimos);
  const why = limited
    ? CREDIT.inUse(free)
    : allowanceCentimos === 0
    ? CREDIT.nothingLeft
    : CREDIT.exceeded(free);
  return { customerId, name, freeCentimos: allowanceCentimos, why, approval: null };
}

export function chooseDebtor(till: Till, customer: PulledCustomer): void {
  change(till, { debtor: debtorOf(customer, till.now()) });
  till.closeSheet();
}

export interface Added {
  readonly cmdId: string;
  readonly customerId: string;
  readonly name: string;
  readonly phone: string | null;
}

/** Somebody met at the counter. Null where it could not be kept. */
export async function addCustomer(till: Till, { cmdId, ...added }: Added): Promise<PulledCustomer | null> {
  const at = till.now(), { customerId, name, phone } = added;
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
  const change = { customerId, kind: "added" as const, amountCentimos: centimos(0), at, name, phone };
  if (!await written(till, cmdId, "AddCustomer", { ...added, salt }, change)) return null;
  return customerNow(till, customerId);
}

export interface DebtPayment {
  readonly cmdId: string;
  readonly paymentId: string;
  readonly customerId: string;
  readonly method: Exclude<TenderMethod, "fiado">;
  readonly amountCentimos: Centimos;
  readonly operationNumber: string | null;
}

/** True once it is kept. Cash goes into this till's drawer. */
export async function receivePayment(till: Till, { cmdId, ...payment }: DebtPayment): Promise<boolean> {
  const { customerId, amountCentimos, method } = payment, at = till.now();
  const cashSessionId = till.drawer.value?.cashSessionId ?? null;
  if (method === "efectivo" && cashSessionId === null) {
    till.notice.value = { tone: "attention", text: CREDIT.openFirst };
    return false;
  }
  const change = { customerId, kind: "paid" as const, amountCentimos, at };
  return await written(till, cmdId, "ReceiveCreditPayment", { ...payment, cashSessionId }, change);
}

type CreditCommand = "AddCustomer" | "ReceiveCreditPayment";

async function written<Type extends CreditCommand>(
  till: Till,
  cmdId: string,
  type: Type,
  payload: PushPayloads[Type],
  change: Omit<CreditChange, "seq">,
): Promise<boolean> {
  if (!till.outbox) return false;
  let made: CreditChange[] = [];
  try {
    await till.outbox.write(cmdId, type, payload, till.frame(change.at), (seq) => {
      made = [{ ...change, seq }];
      return { credit: [...till.credit.value, ...made] };
    });
  } catch {
    till.notice.value = { tone: "danger", text: T.notKept };
    return false;
  }
  till.credit.value = [...till.credit.value, ...made];
  await sent(till);
  return true;
}

/** The balance of now, ready to be sent. */
export function accountLink(till: Till, customer: PulledCustomer): string {
  const { name, phone, balanceCentimos } = customer, date = formatInstant(till.now());
  const { shop } = till.props;
  return whatsAppLink(
    phone,
    balanceCentimos > 0
      ? CREDIT.account(name, shop.name, formatSoles(balanceCentimos), date)
      : CREDIT.accountClear(name, shop.name, date),
  );
}

/** More than they may owe, with the PIN of somebody who may lend it. */
export function askToLend(till: Till, debtor: Debtor, amountCentimos: Centimos): void {
  askApproval(till, {
    kind: "credit",
    reason: CREDIT.reason(formatSoles(amountCentimos)),
    then: (approval) =>
      approval && change(till, { debtor: { ...debtor, freeCentimos: amountCentimos, approval } }),
  });
}
