import { type Context, HttpError } from "fresh";
import type { Asked } from "../../../../commands/define_command.ts";
import { reviseCustomer, setCreditLimit } from "../../../../commands/customer/keep_customer.ts";
import { openCustomer } from "../../../../commands/customer/load_customer.ts";
import { receiveCreditPayment } from "../../../../commands/customer/receive_payment.ts";
import { may } from "../../../../commands/people/permissions.ts";
import type { Refusal } from "../../../../commands/refusals.ts";
import { type AccountLine, customerById, entriesOf } from "../../../../events/projections/credit/queries.ts";
import { CREDIT } from "../../../../i18n/es_pe/credit.ts";
import { debtsOf } from "../../../../kernel/credit.ts";
import { type Centimos, formatSoles } from "../../../../kernel/money.ts";
import type { Result } from "../../../../kernel/result.ts";
import { formatDay, limaDay } from "../../../../kernel/time.ts";
import { commandContext, type ShopState } from "../../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, refusedForm, type Typed } from "../../../(_shared)/form.ts";
import { CUSTOMER_FIELDS } from "./CustomerFields.tsx";
import { type Debtor, debtorOf } from "./load_fiado.ts";

/** Each form is a command of its own. */
export type Action = "pago" | "limite" | "datos";

export interface CustomerPage {
  readonly customer: Debtor;
  /** Newest first; what of a debt is still owed, null for what is none. */
  readonly lines: readonly { readonly line: AccountLine; readonly openCentimos: Centimos | null }[];
  readonly forms: Readonly<Record<Action, FormState>>;
  readonly statement: string;
  readonly lateText: string;
  readonly cmdIds: Readonly<Record<Action, string>>;
  readonly paymentId: string;
  readonly done: string;
}

export async function customerPage(
  { state, params }: Context<ShopState>,
  refused: Partial<Record<Action, FormState>>,
  done: string,
): Promise<CustomerPage> {
  const { store, shop, services: { clock, ids } } = state, now = clock.now();
  const sealed = await customerById(store.db, params["customerId"] ?? "");
  if (!sealed) throw new HttpError(404);
  const entries = await entriesOf(store.db, [sealed.customerId]),
    account = entries.get(sealed.customerId) ?? [];
  const customer = debtorOf(await openCustomer(store, sealed), entries, now);
  const debts = debtsOf(account), open = new Map(debts.map((debt) => [debt.entry.pos, debt.openCentimos]));
  const typed = { name: customer.name ?? "", phone: customer.phone ?? "" };
  const owed = debts.filter(({ openCentimos }) => openCentimos > 0).map(({ entry, openCentimos }) =>
    `${formatDay(limaDay(entry.occurredAt))}: ${formatSoles(openCentimos)}`
  );
  return {
    customer,
    lines: account.toReversed().map((line) => ({ line, openCentimos: open.get(line.pos) ?? null })),
    forms: { pago: freshForm(), limite: freshForm(), datos: freshForm(typed), ...refused },
    statement: CREDIT.statement(customer.name ?? "", shop.name, customer.balanceCentimos, now, owed),
    lateText: CREDIT.lateSince(customer.maxAgeDays ?? 0),
    cmdIds: { pago: ids.next(), limite: ids.next(), datos: ids.next() },
    paymentId: ids.next(),
    done,
  };
}

/** What the form asked for; the word of the notice, or the form as it was refused. */
export async function act(
  { state, params }: Context<ShopState>,
  typed: Typed,
): Promise<Action | Partial<Record<Action, FormState>>> {
  const customerId = params["customerId"] ?? "", context = commandContext(state);
  if (!await customerById(state.store.db, customerId)) throw new HttpError(404);
  const asked = askedBy(typed, state.services.ids), input = { ...typed, customerId };
  const run = async (
    action: Action,
    command: (context_: typeof context, asked: Asked, input: unknown) => Promise<Result<unknown, Refusal>>,
    fields: readonly string[],
  ) => {
    const done = await command(context, asked, input);
    return done.ok ? action : { [action]: refusedForm(typed, done.error, fields) };
  };
  switch (typed["accion"]) {
    case "pago":
      return await run("pago", receiveCreditPayment, ["amountCentimos", "method"]);
    case "limite":
      if (!may(state.staff.role, "override")) throw new HttpError(403);
      return await run("limite", setCreditLimit, ["limitCentimos", "maxAgeDays"]);
    case "datos":
      return await run("datos", reviseCustomer, CUSTOMER_FIELDS);
    default:
      throw new HttpError(400);
  }
}
