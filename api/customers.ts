import { z } from "zod";
import { zCustomerInput } from "../commands/customer/customer_input.ts";
import { exportPerson } from "../commands/customer/export_person.ts";
import {
  addCustomer,
  eraseCustomer,
  reviseCustomer,
  setCreditLimit,
} from "../commands/customer/keep_customer.ts";
import { openCustomer, openCustomers } from "../commands/customer/load_customer.ts";
import { receiveCreditPayment } from "../commands/customer/receive_payment.ts";
import { customerById, customersPage, entriesOf } from "../events/projections/credit/queries.ts";
import { debtsOf } from "../kernel/credit.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { requestProblem } from "./http/problem.ts";
import {
  zAccount,
  zCustomer,
  zCustomerRef,
  zNewPayment,
  zNewTerms,
  zPaymentRef,
  zPerson,
} from "./schemas/customers.ts";
import { zList, zPaging, zYesQuery } from "./schemas/fields.ts";

const tag = "Fiado";
/** The id of a path stands before what the body says. */
const withId = (body: unknown, id: string | undefined) => ({ ...body as object, customerId: id ?? "" });

const list = endpoint({
  method: "get",
  path: "/customers",
  tag,
  summary: "Lista los clientes, quien más debe primero.",
  access: ["manage_customers"],
  query: z.strictObject({ ...zPaging, debtors: zYesQuery }),
  answer: { status: 200, text: "Una página de clientes", content: named("CustomerList", zList(zCustomer)) },
  async handle({ store, query: { cursor, limit, debtors } }) {
    const page = await customersPage(store.db, { limit, debtors, ...cursor !== undefined && { cursor } });
    return sent({ items: await openCustomers(store, page.items), nextCursor: page.next });
  },
});

const add = endpoint({
  method: "post",
  path: "/customers",
  tag,
  summary: "Agrega a un cliente que puede fiar.",
  access: ["manage_customers"],
  body: named("NewCustomer", zCustomerInput),
  idempotency: "key",
  answer: { status: 201, text: "Agregado", content: named("CustomerRef", zCustomerRef) },
  refusals: ["CustomerExists", "CustomerGone"],
  async handle({ context, asked, body }) {
    return handled(await addCustomer(context, asked, body), 201);
  },
});

const account = endpoint({
  method: "get",
  path: "/customers/{id}",
  tag,
  summary: "La cuenta de un cliente: lo que se llevó, lo que pagó y lo que debe todavía.",
  access: ["manage_customers"],
  answer: { status: 200, text: "La cuenta", content: named("CustomerAccount", zAccount) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const found = await customerById(store.db, params["id"] ?? "");
    if (!found) return requestProblem("NotFound");
    const lines = (await entriesOf(store.db, [found.customerId])).get(found.customerId) ?? [];
    const debts = debtsOf(lines).filter(({ openCentimos }) => openCentimos > 0).map((
      { entry: { pos, ref, occurredAt, amountCentimos }, openCentimos },
    ) => ({ pos, ref, occurredAt, amountCentimos, openCentimos }));
    return sent({ customer: await openCustomer(store, found), debts, lines });
  },
});

const revise = endpoint({
  method: "put",
  path: "/customers/{id}",
  tag,
  summary: "Cambia el nombre y el celular de un cliente.",
  access: ["manage_customers"],
  body: named("CustomerRevision", zCustomerInput.omit({ customerId: true })),
  idempotency: "key",
  answer: { status: 200, text: "Guardado", content: named("CustomerRef", zCustomerRef) },
  refusals: ["CustomerUnknown", "CustomerGone"],
  async handle({ context, asked, body, params }) {
    return handled(await reviseCustomer(context, asked, withId(body, params["id"])), 200);
  },
});

const limit = endpoint({
  method: "put",
  path: "/customers/{id}/limit",
  tag,
  summary: "Dice hasta cuánto y por cuántos días puede deber un cliente.",
  access: ["override"],
  body: named("CreditTerms", zNewTerms),
  idempotency: "key",
  answer: { status: 200, text: "Guardado", content: named("CustomerRef", zCustomerRef) },
  refusals: ["CustomerUnknown", "CustomerGone"],
  async handle({ context, asked, body, params }) {
    return handled(await setCreditLimit(context, asked, withId(body, params["id"])), 200);
  },
});

const pay = endpoint({
  method: "post",
  path: "/customers/{id}/payments",
  tag,
  summary: "Un cliente pagó de lo que debe.",
  access: ["manage_customers"],
  body: named("CreditPayment", zNewPayment),
  idempotency: "key",
  answer: { status: 201, text: "Registrado", content: named("CreditPaymentRef", zPaymentRef) },
  refusals: ["PaymentTaken", "NotFound"],
  async handle({ store, context, asked, body, params }) {
    if (!await customerById(store.db, params["id"] ?? "")) return requestProblem("NotFound");
    return handled(await receiveCreditPayment(context, asked, withId(body, params["id"])), 201);
  },
});

const person = endpoint({
  method: "get",
  path: "/customers/{id}/person",
  tag,
  summary: "Todo lo que la tienda guarda de una persona, para esa persona.",
  access: ["manage_data"],
  answer: { status: 200, text: "Sus datos", content: named("Person", zPerson) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const found = await exportPerson(store, params["id"] ?? "");
    return found ? sent(found) : requestProblem("NotFound");
  },
});

const erase = endpoint({
  method: "delete",
  path: "/customers/{id}/person",
  tag,
  summary: "Borra para siempre el nombre y el celular de una persona; los montos quedan.",
  access: ["manage_data"],
  idempotency: "key",
  answer: { status: 204, text: "Borrados" },
  refusals: ["CustomerUnknown", "CustomerGone"],
  async handle({ context, asked, params }) {
    return handled(await eraseCustomer(context, asked, { customerId: params["id"] ?? "" }), 204);
  },
});

export const CUSTOMERS = [list, add, account, revise, limit, pay, person, erase];
