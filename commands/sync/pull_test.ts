import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { TILL_SETTINGS } from "../../kernel/sync.ts";
import {
  builtSale,
  openedSession,
  productInput,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { addCustomer, eraseCustomer } from "../customer/keep_customer.ts";
import { receiveCreditPayment } from "../customer/receive_payment.ts";
import { importCatalogue } from "../catalogue/import_catalogue.ts";
import { reviseProduct } from "../catalogue/revise_product.ts";
import { retireProduct } from "../catalogue/set_product_active.ts";
import { registerSale } from "../sale/register_sale.ts";
import { pull, type PullPage } from "./pull.ts";

const lucha = (shop: TestShop) => ({
  cashierId: shop.lucha,
  name: "Lucha",
  role: "owner",
  mayOverride: true,
  pin: null,
});
const asked = (shop: TestShop) => ({ id: shop.ids.next() });
const pulled = (shop: TestShop, cursor: string | null = null, limit?: number) =>
  pull(
    { store: shop.store, clock: shop.clock, cashiers: [lucha(shop)], series: [] },
    cursor,
    limit,
  );
const names = ({ products }: PullPage) => products.map(({ name, onHand }) => `${name} ${onHand}`);

Deno.test("pull: a new till gets all it needs to sell", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000, { code: "ARR", favourite: true });
    const gone = await stocked(shop, "Panetón", null);
    taken(await retireProduct(shop.as(), asked(shop), { productId: gone.productId }));
    const cashSessionId = await openedSession(shop, 5000), openedAt = shop.clock.now();
    taken(
      await registerSale(shop.as(), asked(shop), {
        sale: builtSale(shop, { cashSessionId, number: 41 }, [[rice, 1000]]),
      }),
    );
    const { cursor: _, ...answer } = await pulled(shop);
    assert.deepEqual(answer, {
      products: [{
        id: rice.productId,
        name: "Arroz",
        barcodes: [],
        code: "ARR",
        unit: "unidad",
        priceCentimos: 490,
        costCentimos: 400,
        taxClass: "gravado",
        category: "Abarrotes",
        favourite: true,
        onHand: 23_000,
      }],
      removed: [],
      registers: [{
        registerId: shop.registerId,
        name: "Caja 1",
        series: "T001",
        lastTicket: 41,
        session: { cashSessionId, cashierId: shop.lucha, floatCentimos: 5000, openedAt },
      }],
      cashiers: [lucha(shop)],
      customers: [],
      removedCustomers: [],
      creditShare: 1_000_000,
      creditSeq: null,
      origin: shop.store.origin,
      series: [],
      settings: TILL_SETTINGS,
      methods: null,
      minBuild: null,
      serverTime: shop.clock.now(),
      hasMore: false,
    });
  }));

Deno.test("pull: later only what changed comes, be it price, stock or an end", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), milk = await stocked(shop, "Leche", 12_000);
    const bread = await stocked(shop, "Pan", null), oil = await stocked(shop, "Aceite", null);
    const cashSessionId = await openedSession(shop);
    let { cursor } = await pulled(shop);
    const quiet = await pulled(shop, cursor);
    assert.deepEqual([quiet.products, quiet.removed, quiet.hasMore], [[], [], false]);
    cursor = quiet.cursor;

    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000], [oil, 1000]]);
    taken(await registerSale(shop.as(), asked(shop), { sale }));
    const dearer = { ...milk, before: { ...milk, active: true }, priceCentimos: centimos(450) };
    taken(await reviseProduct(shop.as(), asked(shop), dearer));
    taken(await retireProduct(shop.as(), asked(shop), { productId: bread.productId }));
    taken(await retireProduct(shop.as(), asked(shop), { productId: oil.productId }));
    const next = await pulled(shop, cursor);
    assert.deepEqual(names(next).sort(), ["Arroz 23000", "Leche 12000"]);
    assert.equal(next.products.find(({ name }) => name === "Leche")?.priceCentimos, 450);
    assert.deepEqual([...next.removed].sort(), [bread.productId, oil.productId].sort());
    assert.deepEqual((await pulled(shop, next.cursor)).products, []);
  }));

Deno.test("pull: a large catalogue comes in pages and loses nothing that moves meanwhile", () =>
  withShop(async (shop) => {
    const changes = Array.from({ length: 1200 }, (_, i) => ({
      before: null,
      after: { ...productInput(shop, `Galleta ${i}`), active: true },
      openingStock: 5000,
    }));
    const file = { importId: shop.ids.next(), fileName: "lucha.csv", fileSha256: "0".repeat(64), changes };
    taken(await importCatalogue(shop.as(), asked(shop), file));
    const cashSessionId = await openedSession(shop), onHand = new Map<string, number>();
    let cursor: string | null = null, pages = 0, hasMore = true;
    while (hasMore) {
      const page: PullPage = await pulled(shop, cursor, 10_000);
      assert.ok(page.products.length <= 500);
      for (const product of page.products) onHand.set(product.id, product.onHand);
      ({ cursor, hasMore } = page);
      if (++pages === 2) {
        const first = { ...changes[0]!.after, productId: changes[0]!.after.productId }; // its page has gone by
        const sale = builtSale(shop, { cashSessionId, number: 1 }, [[first, 2000]]);
        taken(await registerSale(shop.as(), asked(shop), { sale }));
      }
    }
    assert.equal(onHand.size, 1200);
    assert.equal(onHand.get(changes[0]!.after.productId), 3000);
  }));

Deno.test("pull: a tablet that slept through many sales catches up page by page", () =>
  withShop(async (shop) => {
    const goods = await Promise.all(["Arroz", "Leche", "Pan"].map((name) => stocked(shop, name, 90_000)));
    const cashSessionId = await openedSession(shop);
    let { cursor } = await pulled(shop);
    for (const [i, product] of goods.entries()) {
      const sale = builtSale(shop, { cashSessionId, number: i + 1 }, [[product, 1000]]);
      taken(await registerSale(shop.as(), asked(shop), { sale }));
    }
    const seen: string[] = [];
    for (let hasMore = true; hasMore;) {
      const page = await pulled(shop, cursor, 2);
      assert.ok(page.products.length <= 2);
      seen.push(...names(page));
      ({ cursor, hasMore } = page);
    }
    assert.deepEqual(seen.sort(), ["Arroz 89000", "Leche 89000", "Pan 89000"]);
  }));

Deno.test("pull: a cursor of nobody starts over", () =>
  withShop(async (shop) => {
    await stocked(shop, "Arroz", null);
    for (const cursor of ["", "garbage", "WyJhIl0", "WyJhIiwiYiJd"]) {
      assert.deepEqual(names(await pulled(shop, cursor)), ["Arroz 0"], cursor);
    }
  }));

Deno.test("pull: customers come in the same pages, by what changed of them, and an erased one goes", () =>
  withShop(async (shop) => {
    await stocked(shop, "Arroz", 24_000);
    const people = ["Rosa", "Juan", "Elvira"].map((name) => ({
      customerId: shop.ids.next(),
      name,
      phone: null,
    }));
    for (const person of people) taken(await addCustomer(shop.as(), asked(shop), person));
    let page = await pulled(shop, null, 2);
    const seen = page.customers.map(({ name }) => name);
    while (page.hasMore) {
      page = await pulled(shop, page.cursor, 2);
      assert.ok(page.products.length + page.customers.length <= 2);
      seen.push(...page.customers.map(({ name }) => name));
    }
    assert.deepEqual(seen, ["Rosa", "Juan", "Elvira"]);
    const [rosa, juan] = people;
    const paid = {
      paymentId: shop.ids.next(),
      customerId: rosa!.customerId,
      method: "yape",
      amountCentimos: 300,
    };
    taken(await receiveCreditPayment(shop.as(), asked(shop), paid));
    taken(await eraseCustomer(shop.as(), asked(shop), { customerId: juan!.customerId }));
    const next = await pulled(shop, page.cursor);
    assert.deepEqual(next.customers.map(({ name, balanceCentimos }) => [name, balanceCentimos]), [[
      "Rosa",
      -300,
    ]]);
    assert.deepEqual(next.removedCustomers, [juan!.customerId]);
    assert.equal(next.hasMore, false);
  }));
