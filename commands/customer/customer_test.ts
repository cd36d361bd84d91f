import assert from "node:assert/strict";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import { customerById, entriesOf } from "../../events/projections/credit/queries.ts";
import { debtsOf } from "../../kernel/credit.ts";
import { centimos } from "../../kernel/money.ts";
import type { Sale } from "../../kernel/sale.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { registerSale } from "../sale/register_sale.ts";
import { closeCashSession } from "../cash_session/close_cash_session.ts";
import { exportPerson } from "./export_person.ts";
import { importNotebook, planNotebook } from "./import_notebook.ts";
import { addCustomer, eraseCustomer, reviseCustomer, setCreditLimit } from "./keep_customer.ts";
import { openCustomer } from "./load_customer.ts";
import { receiveCreditPayment } from "./receive_payment.ts";

const asked = (shop: TestShop) => ({ id: shop.ids.next() });

async function withRosa(
  work: (
    shop: TestShop,
    rosa: string,
    fiar: (amount: number) => Promise<Sale & { flags: readonly string[] }>,
  ) => Promise<void>,
): Promise<void> {
  await withShop(async (shop) => {
    const customerId = shop.ids.next(), cashSessionId = await openedSession(shop);
    taken(
      await addCustomer(shop.as(), asked(shop), { customerId, name: "Rosa Quispe", phone: "987 654 321" }),
    );
    let number = 0;
    const fiar = async (amount: number) => {
      const product = await stocked(shop, `Cosa ${++number}`, 1_000, { priceCentimos: centimos(amount) });
      const fiado = { method: "fiado", amountCentimos: centimos(amount), operationNumber: null } as const;
      const sale = builtSale(shop, { cashSessionId, number }, [[product, 1000]], {
        exact: [fiado],
        cashCentimos: null,
        customerId,
      });
      const { outcome } = taken(await registerSale(shop.as(), asked(shop), { sale }));
      return { ...sale, flags: outcome.flags };
    };
    await work(shop, customerId, fiar);
  });
}
const balance = async (shop: TestShop, id: string) =>
  (await customerById(shop.store.db, id))?.balanceCentimos;

Deno.test("a customer: names stand sealed in the event and the read model, and open for the shop", () =>
  withRosa(async (shop, rosa) => {
    const sealed = (await customerById(shop.store.db, rosa))!;
    assert.notEqual(sealed.name, null);
    const { name, phone, limitCentimos, maxAgeDays } = await openCustomer(shop.store, sealed);
    assert.deepEqual([name, phone, limitCentimos, maxAgeDays], ["Rosa Quispe", "+51987654321", 5_000, 30]);
    const [added] = await shop.store.stream(`customer-${rosa}`);
    assert.deepEqual([added!.id, added!.pii.map(({ field }) => field)], [rosa, ["name", "phone"]]);

    taken(await reviseCustomer(shop.as(), asked(shop), { customerId: rosa, name: "Rosa Mamani", phone: "" }));
    const again = await openCustomer(shop.store, (await customerById(shop.store.db, rosa))!);
    assert.deepEqual([again.name, again.phone], ["Rosa Mamani", null]);
    taken(
      await setCreditLimit(shop.as(), asked(shop), {
        customerId: rosa,
        limitCentimos: "120",
        maxAgeDays: "",
      }),
    );
    const { limitCentimos: limit, maxAgeDays: days } = (await customerById(shop.store.db, rosa))!;
    assert.deepEqual([limit, days], [12_000, null]);
    const twice = await addCustomer(shop.as(), asked(shop), { customerId: rosa, name: "Otra", phone: null });
    assert.ok(!twice.ok && twice.error.type === "CustomerExists");
  }));

Deno.test("a command that names a person is known by what only this shop can compute", () =>
  withRosa(async (shop) => {
    const input = { customerId: shop.ids.next(), name: "Juan", phone: null }, id = shop.ids.next();
    taken(await addCustomer(shop.as(), { id }, input));
    assert.ok(taken(await addCustomer(shop.as(), { id }, input)).repeated);
    const other = await addCustomer(shop.as(), { id }, { ...input, name: "Juana" });
    assert.ok(!other.ok && other.error.type === "CommandReused");
  }));

Deno.test("fiado: the debt is by sale, paid oldest first, and cash of it is in the drawer and in the Z", () =>
  withRosa(async (shop, rosa, fiar) => {
    const first = await fiar(2_000);
    shop.clock.forward(86_400_000);
    const second = await fiar(1_500);
    assert.deepEqual([first.flags, second.flags, await balance(shop, rosa)], [[], [], 3_500]);
    const payment = {
      paymentId: shop.ids.next(),
      customerId: rosa,
      cashSessionId: first.cashSessionId,
      method: "efectivo",
      amountCentimos: "25",
    };
    taken(await receiveCreditPayment(shop.as(), asked(shop), payment));
    const twice = await receiveCreditPayment(shop.as(), asked(shop), payment);
    assert.ok(!twice.ok && twice.error.type === "PaymentTaken");
    const yape = { ...payment, paymentId: shop.ids.next(), method: "yape", amountCentimos: 300 };
    taken(await receiveCreditPayment(shop.as(), asked(shop), yape));
    assert.equal(await balance(shop, rosa), 700);
    const entries = (await entriesOf(shop.store.db, [rosa])).get(rosa)!;
    assert.deepEqual(debtsOf(entries).map(({ entry, openCentimos }) => [entry.ref, openCentimos]), [
      [first.saleId, 0],
      [second.saleId, 700],
    ]);
    const session = await sessionById(shop.store.db, first.cashSessionId);
    assert.deepEqual([session!.movementsInCentimos, session!.inDrawerCentimos], [2_500, 7_500]);
    const counts = [{ denominationCentimos: 5_000, count: 1 }, { denominationCentimos: 500, count: 5 }];
    const closed = await closeCashSession(shop.as(), asked(shop), {
      cashSessionId: first.cashSessionId,
      counts,
    });
    assert.equal(taken(closed).outcome.differenceCentimos, 0);
  }));

Deno.test("fiado: above the limit, too old or for nobody known, the sale is taken and flagged", () =>
  withRosa(async (shop, rosa, fiar) => {
    assert.deepEqual((await fiar(5_001)).flags, ["credit_exceeded"]);
    taken(
      await setCreditLimit(shop.as(), asked(shop), {
        customerId: rosa,
        limitCentimos: 99_999,
        maxAgeDays: 30,
      }),
    );
    shop.clock.forward(30 * 86_400_000);
    assert.deepEqual((await fiar(100)).flags, []);
    shop.clock.forward(86_400_000);
    assert.deepEqual((await fiar(100)).flags, ["credit_exceeded"]);
    taken(await eraseCustomer(shop.as(), asked(shop), { customerId: rosa }));
    assert.deepEqual((await fiar(100)).flags, ["customer_unknown"]);
    assert.equal(await balance(shop, rosa), 5_301);
  }));

Deno.test("a notebook: lines as people write them, the same person once, and never twice", () =>
  withRosa(async (shop, rosa) => {
    const notebook =
      "Cliente\tdebe\nrosa quispe  S/ 35.50\nDon Lucho, 1,234.50\nEl joven del 302: 8\n\nsin monto\n12\nDon Lucho 4\nPepe 0";
    const plan = await planNotebook(shop.store, notebook);
    assert.deepEqual(
      plan.rows.map((row) =>
        "fault" in row ? [row.line, row.fault] : [row.line, row.does, row.amountCentimos]
      ),
      [
        [2, "open", 3_550],
        [3, "add", 123_450],
        [4, "add", 800],
        [6, "no_amount"],
        [7, "no_name"],
        [8, "repeated"],
        [9, "not_positive"],
      ],
    );
    assert.equal(plan.totalCentimos, 127_800);
    const { outcome } = taken(await importNotebook(shop.as(), asked(shop), { notebook }));
    assert.deepEqual(outcome, { debts: 3, totalCentimos: 127_800 });
    assert.equal(await balance(shop, rosa), 3_550);
    const lucho = plan.rows[1]!;
    assert.ok("customerId" in lucho);
    const known = (await customerById(shop.store.db, lucho.customerId))!;
    assert.deepEqual([(await openCustomer(shop.store, known)).name, known.limitCentimos], [
      "Don Lucho",
      123_450,
    ]);

    const more = `${notebook}\nDoña Elvira 20`;
    assert.deepEqual(
      (await planNotebook(shop.store, more)).rows.flatMap((row) => "does" in row ? [row.does] : []),
      ["done", "done", "done", "add"],
    );
    taken(await importNotebook(shop.as(), asked(shop), { notebook: more }));
    assert.equal(await balance(shop, rosa), 3_550);
    const nothing = await importNotebook(shop.as(), asked(shop), { notebook: more });
    assert.ok(!nothing.ok && nothing.error.type === "NothingInNotebook");
  }));

Deno.test("export and erasure: all of a person in clear, then nothing of them but figures", () =>
  withRosa(async (shop, rosa, fiar) => {
    const sale = await fiar(900);
    const before = (await exportPerson(shop.store, rosa))!;
    assert.deepEqual([before.customer.name, before.customer.phone], ["Rosa Quispe", "+51987654321"]);
    assert.deepEqual(before.account.map(({ ref, amountCentimos }) => [ref, amountCentimos]), [[
      sale.saleId,
      900,
    ]]);
    assert.deepEqual(before.events.map(({ type, personal }) => [type, personal["name"]]), [
      ["CustomerAdded", "Rosa Quispe"],
      ["SaleRegistered", undefined],
    ]);
    const id = shop.ids.next();
    taken(await eraseCustomer(shop.as(), { id }, { customerId: rosa }));
    assert.ok(taken(await eraseCustomer(shop.as(), { id }, { customerId: rosa })).repeated);
    const after = (await exportPerson(shop.store, rosa))!;
    assert.deepEqual([after.customer.name, after.customer.phone, after.customer.balanceCentimos], [
      null,
      null,
      900,
    ]);
    assert.doesNotMatch(JSON.stringify(after), /Rosa|987654321/);
    const again = await addCustomer(shop.as(), asked(shop), { customerId: rosa, name: "Rosa", phone: null });
    assert.ok(!again.ok && again.error.type === "CustomerGone");
    assert.equal(await exportPerson(shop.store, shop.ids.next()), null);
  }));
