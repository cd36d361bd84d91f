import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { closeCashSession } from "../commands/cash_session/close_cash_session.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { PROJECTIONS } from "../compose.ts";
import { runAsyncOnce } from "../events/projections/runner.ts";
import type { Payment } from "../kernel/checkout.ts";
import { centimos, formatSoles, sumCentimos } from "../kernel/money.ts";
import type { Sale } from "../kernel/sale.ts";
import { type Instant, limaHour, plusMs } from "../kernel/time.ts";
import { Chance } from "../scripts/demo/random.ts";
import { type OwnerPages, textOf, withOwner } from "./support/owner_pages.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";

const HOUR = 3_600_000, WEEK = 168 * HOUR;
/** Sunday 22 November, 23:58 in Lima, is where the tests' clock starts. */
const SUNDAY = "2026-11-22", MIDNIGHT = "2026-11-22T05:00:00.000Z" as Instant;

const plain = (amount: number) => formatSoles(centimos(amount)).replace("\u00a0", " ");
const followed = async ({ shop: { store } }: OwnerPages) =>
  void await runAsyncOnce(store, PROJECTIONS, 5_000);

async function sold(pages: OwnerPages, sale: Sale): Promise<Sale> {
  const { shop } = pages;
  taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
  return sale;
}

Deno.test("every figure of a day of any sales is the sum of those sales to the céntimo", () =>
  withOwner(async (pages) => {
    const { shop, get } = pages, chance = new Chance(7);
    const goods = await Promise.all([
      stocked(shop, "Arroz", 900_000),
      stocked(shop, "Papa amarilla", 900_000, {
        unit: "kg",
        priceCentimos: centimos(387),
        costCentimos: centimos(211),
      }),
      stocked(shop, "Bolsa", 900_000, { priceCentimos: centimos(7), costCentimos: null }),
    ]);
    const cashSessionId = await openedSession(shop);
    const sales: Sale[] = [];
    for (let number = 1; number <= 60; number++) {
      const items = goods.filter(() => chance.percent(60)).map((product) =>
        [product, product.unit === "kg" ? chance.between(1, 4_000) : chance.between(1, 5) * 1000] as const
      );
      const occurredAt = plusMs(MIDNIGHT, chance.between(0, 24 * HOUR - 200_000));
      const frame = { cashSessionId, number, occurredAt },
        basket = items.length > 0 ? items : [[goods[0]!, 1000] as const];
      const { totalCentimos, roundingCentimos } = builtSale(shop, frame, basket);
      const whole = centimos(totalCentimos - roundingCentimos);
      const payment: Payment = chance.percent(40)
        ? { exact: [{ method: "yape", amountCentimos: whole, operationNumber: null }], cashCentimos: null }
        : { exact: [], cashCentimos: centimos(100_000) };
      sales.push(await sold(pages, builtSale(shop, frame, basket, payment)));
    }
    await followed(pages);
    const sum = (some: readonly Sale[]) => sumCentimos(some.map((sale) => sale.totalCentimos));
    const { html } = await get("/hoy"), text = textOf(html);
    assert.ok(text.includes(`Ventas netas ${plain(sum(sales))}`), text.slice(0, 600));
    assert.ok(text.includes("Tickets 60"));
    const lines = sales.flatMap((sale) => sale.lines).filter((line) => line.costCentimos !== null);
    const margin = sumCentimos(lines.map((line) => centimos(line.totalCentimos - (line.costCentimos ?? 0))));
    assert.ok(text.includes(`Margen bruto ${plain(margin)}`));

    const sums = textOf((await get(`/ventas?dia=${SUNDAY}`)).html);
    assert.ok(sums.includes(`60 ventas Quitar filtros ${plain(sum(sales))}`));
    for (const hour of new Set(sales.map((sale) => limaHour(sale.occurredAt)))) {
      const ofHour = sales.filter((sale) => limaHour(sale.occurredAt) === hour);
      assert.ok(html.includes(`/ventas?dia=${SUNDAY}&amp;hora=${hour}"`), `${hour}`);
      const list = textOf((await get(`/ventas?dia=${SUNDAY}&hora=${hour}`)).html);
      assert.match(
        list,
        new RegExp(`${ofHour.length} ventas? Quitar filtros ${plain(sum(ofHour)).replaceAll(/[.]/g, "\\.")}`),
      );
    }
    const byYape = sales.filter((sale) => sale.tenders[0]?.method === "yape");
    assert.ok(text.includes(`${byYape.length} ventas`) && text.includes(plain(sum(byYape))));
    const listed = textOf((await get(`/ventas?dia=${SUNDAY}&pago=yape`)).html);
    assert.ok(listed.includes(`${byYape.length} ventas Quitar filtros ${plain(sum(byYape))}`));
  }));

Deno.test("a day is compared with the same weekday up to the same hour, and a past one as a whole", () =>
  withOwner(async (pages) => {
    const { shop, clock, get } = pages, rice = await stocked(shop, "Arroz", 900_000);
    const cashSessionId = await openedSession(shop);
    let number = 0;
    const sell = (occurredAt: Instant, units: number) =>
      sold(pages, builtSale(shop, { cashSessionId, number: ++number, occurredAt }, [[rice, units * 1000]]));
    clock.forward(-12 * HOUR); // to Sunday noon
    await sell(plusMs(MIDNIGHT, 9 * HOUR), 12);
    assert.match(textOf((await get("/hoy")).html), /Todavía no hay otro domingo para comparar/);
    await sell(plusMs(MIDNIGHT, 9 * HOUR - WEEK), 10);
    await sell(plusMs(MIDNIGHT, 20 * HOUR - WEEK), 10);
    await followed(pages);
    const now = textOf((await get("/hoy")).html);
    assert.match(now, /Ventas netas S\/ 58\.80 S\/ 9\.80 más que un domingo normal a esta hora/);
    assert.match(now, /Domingo normal/);
    const past = textOf((await get("/hoy?dia=2026-11-15")).html);
    assert.match(past, /dom 15 nov .*Ventas netas S\/ 98\.00 Todavía no hay otro domingo/);
    assert.match(
      textOf((await get("/hoy?dia=2027-01-01")).html),
      /Hoy .*58\.80/,
      "tomorrow is not a day yet",
    );
  }));

Deno.test("what needs a look is named and opens: differences, open drawers, flags, what runs out", () =>
  withOwner(async (pages) => {
    const { shop, get } = pages, rice = await stocked(shop, "Arroz", 2_000);
    const closed = await openedSession(shop);
    taken(
      await closeCashSession(shop.as(), { id: shop.ids.next() }, {
        cashSessionId: closed,
        counts: [{ denominationCentimos: 1000, count: 4 }],
      }),
    );
    const open = await openedSession(shop);
    const yesterday = plusMs(MIDNIGHT, -10 * HOUR);
    await sold(
      pages,
      builtSale(shop, { cashSessionId: open, number: 1, occurredAt: yesterday }, [[rice, 1000]]),
    );
    const over = await sold(pages, builtSale(shop, { cashSessionId: open, number: 2 }, [[rice, 5000]]));
    await followed(pages);
    const { html } = await get("/hoy"), text = textOf(html);
    assert.match(text, /1 de 1 cierre no cuadró; en total faltó S\/ 10\.00/);
    assert.match(text, /Caja 1 cashier .{1,40} · 2 tickets/);
    assert.match(text, /Se vendió más de lo que había según el inventario/);
    assert.match(text, /Arroz sin stock se acabó -4/);
    for (const way of [`/ventas/${over.saleId}`, `/ventas?sesion=${open}`, `/ventas?sesion=${closed}`]) {
      assert.ok(html.includes(`href="${way}"`), way);
      assert.equal((await get(way)).status, 200, way);
    }
    assert.match(textOf((await get(`/ventas?sesion=${closed}`)).html), /Reporte Z-0001 .*faltó S\/ 10\.00/);
    assert.match(textOf((await get("/ventas?marca=si")).html), /1 venta Quitar filtros .*revisar/);
  }));

Deno.test("one sale is shown whole, with its record and its ticket", () =>
  withOwner(async (pages) => {
    const { shop, get } = pages, rice = await stocked(shop, "Arroz <1 kg>", 9_000);
    const sale = await sold(
      pages,
      builtSale(shop, { cashSessionId: await openedSession(shop), number: 1 }, [[rice, 3000]]),
    );
    const { html } = await get(`/ventas/${sale.saleId}`), { size } = await shop.store.head();
    assert.match(textOf(html), /Arroz <1 kg> 3 × S\/ 4\.90 · deja S\/ 2\.70 S\/ 14\.70/);
    assert.ok(!html.includes("Arroz <1 kg>"), "what people typed stays text");
    for (
      const way of [
        `/auditoria/evento/${size}`,
        `/caja/ticket/${sale.saleId}`,
        `/inventario/${rice.productId}`,
      ]
    ) {
      assert.ok(html.includes(`href="${way}"`), way);
      assert.equal((await get(way)).status, 200, way);
    }
    assert.equal((await get(`/ventas/${shop.ids.next()}`)).status, 404);
  }));

Deno.test("a long day is turned page by page, each sale once, and nonsense in the address filters nothing", () =>
  withOwner(async (pages) => {
    const { shop, get } = pages, rice = await stocked(shop, "Arroz", 900_000);
    const cashSessionId = await openedSession(shop);
    for (let number = 1; number <= 70; number++) {
      await sold(pages, builtSale(shop, { cashSessionId, number }, [[rice, 1000]]));
    }
    const numbers = (html: string) => [...html.matchAll(/T001-0000\d\d/g)].map(([number]) => number);
    const first = await get(`/ventas?dia=${SUNDAY}`),
      older = /href="([^"]*antes=[^"]*)"/.exec(first.html)![1]!;
    const second = await get(older.replaceAll("&amp;", "&"));
    const all = [...numbers(first.html), ...numbers(second.html)];
    assert.equal(all.length, 70);
    assert.equal(new Set(all).size, 70);
    const nonsense = await get("/ventas?dia=ayer&hora=25&sesion=1&pago=oro&antes=x&marca=no");
    assert.match(textOf(nonsense.html), /70 ventas/);
    assert.match(textOf((await get("/ventas?dia=2026-11-01")).html), /Ninguna venta con ese filtro/);
  }));

Deno.test("a new shop is told what to do first, and only who may see figures sees them", () =>
  withOwner(async ({ shop, get }) => {
    assert.match(textOf((await get("/hoy")).html), /Empieza por tus productos/);
    assert.match(textOf((await get("/ventas")).html), /Todavía no hay ventas/);
    await stocked(shop, "Arroz", 1_000);
    assert.match(textOf((await get("/hoy")).html), /Ventas netas S\/ 0\.00/);
    for (const path of ["/hoy", "/ventas", "/ventas/productos", "/ventas/sin-movimiento"]) {
      const page = await get(path);
      assert.equal(page.status, 200, path);
      assert.ok(!page.html.includes("<script"), "owner's pages need no JavaScript");
      assert.equal(page.headers.get("cache-control"), "private, no-store", path);
      assert.ok(brotliCompressSync(page.html).byteLength < 20_000, path);
      assert.equal((await get(path, "cashier")).status, 403, path);
      assert.equal((await get(path, "auditor")).status, 403, path);
      assert.match((await get(path, "nobody")).to, /^\/ingresar/, path);
    }
  }));
