import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import type { CustomerFact } from "../../events/facts/customers.ts";
import type { CreditTerms } from "../../kernel/credit.ts";
import type { Decider } from "../../kernel/decider.ts";
import type { Centimos } from "../../kernel/money.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";
import type { TenderMethod } from "../../kernel/sale.ts";

/** Stream `customer-<id>`. Debts by sale live in the streams of the sales; names are sealed and no matter of deciding. */
export type Customer =
  | { readonly status: "none" }
  | {
    readonly status: "known" | "erased";
    readonly terms: CreditTerms | null;
    /** Ids of payments and first debts: each counts once. */
    readonly taken: ReadonlySet<string>;
  };

export type CustomerCommand =
  | ({ readonly type: "AddCustomer"; readonly customerId: string } & CreditTerms)
  | { readonly type: "ReviseCustomer"; readonly customerId: string }
  | ({ readonly type: "SetCreditLimit"; readonly customerId: string } & CreditTerms)
  | {
    readonly type: "OpenCredit";
    readonly debtId: string;
    readonly customerId: string;
    readonly amountCentimos: Centimos;
  }
  | {
    readonly type: "ReceiveCreditPayment";
    readonly paymentId: string;
    readonly customerId: string;
    readonly cashierId: string;
    readonly cashSessionId: string | null;
    readonly method: Exclude<TenderMethod, "fiado">;
    readonly amountCentimos: Centimos;
    readonly operationNumber: string | null;
    /** Of the cash that goes into the drawer. */
    readonly movementId: string;
  }
  | { readonly type: "EraseCustomer"; readonly customerId: string };

export type CustomerRefusal =
  | { readonly type: "CustomerUnknown" }
  | { readonly type: "CustomerExists" }
  | { readonly type: "CustomerGone" }
  | { readonly type: "PaymentTaken" };

export type CustomerEvent = CustomerFact | Extract<CashSessionFact, { type: "CashMoved" }>;
type Decision = Result<readonly CustomerEvent[], CustomerRefusal>;

function decide(command: CustomerCommand, customer: Customer): Decision {
  switch (command.type) {
    case "AddCustomer": {
      if (customer.status === "erased") return err({ type: "CustomerGone" });
      if (customer.status === "known" && customer.terms) return err({ type: "CustomerExists" });
      const { type: _, ...data } = command;
      return ok([{ type: "CustomerAdded", data }]);
    }
    case "ReceiveCreditPayment":
      return receive(command, customer);
    case "ReviseCustomer":
      return known(customer) ?? ok([{ type: "CustomerRevised", data: { customerId: command.customerId } }]);
    case "SetCreditLimit": {
      const { type: _, ...data } = command;
      return known(customer) ?? ok([{ type: "CreditLimitSet", data }]);
    }
    case "OpenCredit": {
      const { type: _, ...data } = command;
      if (customer.status !== "none" && customer.taken.has(data.debtId)) return err({ type: "PaymentTaken" });
      return known(customer) ?? ok([{ type: "CreditOpened", data }]);
    }
    case "EraseCustomer":
      return known(customer) ?? ok([{ type: "CustomerErased", data: { customerId: command.customerId } }]);
    default:
      return unreachable(command);
  }
}

function known(customer: Customer): Decision | null {
  if (customer.status === "erased") return err({ type: "CustomerGone" });
  return customer.status === "none" || !customer.terms ? err({ type: "CustomerUnknown" }) : null;
}

/** The money is in the drawer: whoever gave it, even somebody this shop knows nothing of, it is taken. */
function receive(
  command: Extract<CustomerCommand, { type: "ReceiveCreditPayment" }>,
  customer: Customer,
): Decision {
  if (customer.status !== "none" && customer.taken.has(command.paymentId)) {
    return err({ type: "PaymentTaken" });
  }
  const { type: _, movementId, ...data } = command;
  const { cashSessionId, cashierId, amountCentimos } = data;
  const paid: CustomerEvent = { type: "CreditPaid", data };
  if (data.method !== "efectivo" || cashSessionId === null) return ok([paid]);
  const moved = {
    movementId,
    cashSessionId,
    cashierId,
    direction: "in" as const,
    amountCentimos,
    reason: CASH_REASON,
  };
  return ok([paid, { type: "CashMoved", data: moved }]);
}

/** What the arqueo and the Z report call it. */
export const CASH_REASON = "Cobro de fiado";

const NEW = { status: "known", terms: null, taken: new Set<string>() } as const;

function evolve(customer: Customer, event: CustomerEvent): Customer {
  const before = customer.status === "none" ? NEW : customer;
  switch (event.type) {
    case "CustomerAdded":
    case "CreditLimitSet": {
      const { limitCentimos, maxAgeDays } = event.data;
      return { ...before, terms: { limitCentimos, maxAgeDays } };
    }
    case "CreditOpened":
      return { ...before, taken: new Set([...before.taken, event.data.debtId]) };
    case "CreditPaid":
      return { ...before, taken: new Set([...before.taken, event.data.paymentId]) };
    case "CustomerErased":
      return { ...before, status: "erased" };
    case "CustomerRevised":
    case "CashMoved":
      return customer;
    default:
      return unreachable(event);
  }
}

export const customerDecider: Decider<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> = {
  initial: { status: "none" },
  decide,
  evolve,
};
