import assert from "node:assert/strict";
import { bankMail, mailSigner } from "../integrations/bank_mail/bank_mail_fixture.ts";
import { pngOf, qrModules } from "../integrations/qr_image/qr_png_fixture.ts";
import { hearSigned } from "../commands/wallets/listen.ts";
import { sourceById } from "../events/store/control/wallet_sources.ts";
import { keepHeard } from "../api/keep_evidence.ts";
import { incomingPayments, walletAccounts } from "../events/projections/payments/queries.ts";
import { PUSH_READER } from "../integrations/wallet_listener/reader.ts";
import { openIntent } from "../commands/payments/intents.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { jobHolder, type Turn, type WorkerReport } from "../workers/job.ts";
import { projectionRunner } from "../workers/projection_runner.ts";
import { walletNights } from "../workers/wallet_nights.ts";
import { epochMsOf, type Instant, limaDay, plusDays, plusMs, startOfDay } from "../kernel/time.ts";
import { formOf, type OwnerPages, textOf, withOwner } from "./support/owner_pages.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";

const ROOM = "/ajustes/yape-y-plin";
const YAPE =
  "0002010102113932359e18779fe8518df33739992477244e5204561153036045802PE5906YAPERO6004Lima6304D8B6";
const photo = (text: string, name = "qr.png") =>
  new File([pngOf(qrModules(text))], name, { type: "image/png" });

/** Keeps a Yape QR as the page does, and answers its account. */
async function withQr({ get, post, shop }: OwnerPages): Promise<string> {
  const form = formOf((await get(ROOM)).html, 'value="qr"');
  const { status, to } = await post(ROOM, { ...form, photo: photo(YAPE), qrText: "", name: "Yape de Lucha" });
  assert.equal(status, 303, to);
  const [account] = await walletAccounts(shop.store.db);
  assert.equal(to, `${ROOM}/${account!.accountId}?hecho=agregado`);
  return account!.accountId;
}

/** Pairs what tells of the account; answers the page with its secret. */
async function paired(
  { get, post }: OwnerPages,
  accountId: string,
  kind: string,
  more: Record<string, string> = {},
  status = 200,
) {
  const form = formOf((await get(`${ROOM}/celulares`)).html, "sourceId");
  const answer = await post(`${ROOM}/celulares`, {
    ...form,
    kind,
    name: "Celular de caja",
    yape: accountId,
    plin: "",
    ...more,
  });
  assert.equal(answer.status, status, textOf(answer.html).slice(0, 500));
  return { ...answer, sourceId: form["sourceId"]! };
}

/** What the phone shows, as if it had signed it just now. */
async function shown(pages: OwnerPages, sourceId: string, seq: number, text: string, postedAt?: Instant) {
  const { services: { control }, shop, clock } = pages, now = clock.now();
  const place = { control, owner: shop.shop.id, context: shop.as(), keep: keepHeard };
  const source = await sourceById(control, shop.shop.id, sourceId);
  const body = {
    listener_id: sourceId,
    seq,
    package: "com.bcp.innovacxion.yapeapp",
    key: `k${seq}`,
    post_time_ms: epochMsOf(postedAt ?? now),
    text,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return taken(await hearSigned(place, source!, { sentAt: now, body, bytes }, PUSH_READER)).taken.outcome;
}

Deno.test("the QR of a photo is kept letter by letter, shown large, and tried with ten céntimos", () =>
  withOwner(async (pages) => {
    const { get, post, shop, clock } = pages;
    for (
      const [fields, says] of [
        [{ photo: new File(["%PDF"], "a.pdf") }, "no es JPG ni PNG"],
        [{ photo: photo("https://caserito.pe") }, "no es de cobro"],
        [{ qrText: YAPE.replace("D8B6", "D8B7") }, "se leyó mal"],
        [{ qrText: YAPE.slice(0, 60) }, "incompleto"],
        [{ qrText: "" }, "Sube la foto"],
      ] as const
    ) {
      const form = formOf((await get(ROOM)).html, 'value="qr"');
      const refused = await post(ROOM, { ...form, name: "Yape", ...fields });
      assert.deepEqual([refused.status, textOf(refused.html).includes(says)], [422, true], says);
    }
    const accountId = await withQr(pages), path = `${ROOM}/${accountId}`;
    const [account] = await walletAccounts(shop.store.db);
    assert.deepEqual([account?.qrText, account?.wallet, account?.injectAmount], [YAPE, "yape", false]);
    const html = (await get(path)).html;
    assert.match(html, /aria-label="QR para pagar a Yape de Lucha"/);

    const start = await get(`${path}/prueba`), test = await get(start.to);
    assert.match(textOf(test.html), /Ningún celular avisa de esta cuenta/);
    const { sourceId, html: secretPage } = await paired(pages, accountId, "signed");
    const secret = /cws_[A-Za-z0-9_-]{43}/.exec(secretPage)?.[0];
    assert.ok(secret);
    assert.ok(!(await get(`${ROOM}/celulares`)).html.includes(secret), "shown this once");
    assert.match(textOf((await get(start.to)).html), /Todavía no llega/);
    clock.forward(5_000);
    await shown(pages, sourceId, 1, "Lucha Qui* te envió un pago por S/ 0.1");
    assert.match(textOf((await get(start.to)).html), /Llegó\. El QR es tuyo/);
    assert.match(textOf((await get(ROOM)).html), /En línea/);
    clock.forward(181_000);
    assert.match(textOf((await get(ROOM)).html), /Sin señal/);
    const gone = await post(
      `${ROOM}/celulares/${sourceId}/quitar`,
      formOf((await get(ROOM)).html, "/quitar"),
    );
    assert.equal(gone.to, `${ROOM}?hecho=quitado`);
    assert.match(textOf((await get(ROOM)).html), /Quitado/);
  }));

Deno.test("how an account is used is set, and near its month's cap the owner is warned", () =>
  withOwner(async (pages) => {
    const { get, post, shop } = pages, accountId = await withQr(pages), path = `${ROOM}/${accountId}`;
    const { injectAmount: _, ...form } = formOf((await get(path)).html, "strictAboveCentimos");
    assert.equal((await post(path, { ...form, strictAboveCentimos: "200", injectAmount: "on" })).status, 303);
    const [account] = await walletAccounts(shop.store.db);
    assert.deepEqual([account?.strictAboveCentimos, account?.injectAmount, account?.active], [
      20_000,
      true,
      true,
    ]);
    assert.equal((await post(path, { ...form, strictAboveCentimos: "doscientos" })).status, 422);

    const { sourceId } = await paired(pages, accountId, "signed");
    await shown(pages, sourceId, 1, "Ana Per* te envió un pago por S/ 80");
    const cap = formOf((await get(ROOM)).html, "monthlyCapCentimos");
    assert.equal(cap["monthlyCapCentimos"], "26,750.00");
    await post(ROOM, { ...cap, monthlyCapCentimos: "100.01" });
    assert.doesNotMatch(textOf((await get(ROOM)).html), /ten lista otra/);
    await post(ROOM, { ...formOf((await get(ROOM)).html, "monthlyCapCentimos"), monthlyCapCentimos: "100" });
    assert.match(textOf((await get(ROOM)).html), /ya recibió S\/ 80\.00 este mes/);
    assert.equal((await post(ROOM, { ...cap, monthlyCapCentimos: "0" })).status, 422);
  }));

Deno.test("a wording that is unknown is shown to the owner until it was looked at", () =>
  withOwner(async (pages) => {
    const { get, post } = pages, accountId = await withQr(pages);
    const { sourceId } = await paired(pages, accountId, "signed");
    assert.equal(await shown(pages, sourceId, 1, "Ana Perez te mandó plata: S/ 20"), "unparsed");
    const page = await get(`${ROOM}/avisos`);
    assert.match(textOf(page.html), /Ana Perez te mandó plata: S\/ 20/);
    const action = /action="(\/ajustes\/yape-y-plin\/avisos\/[^"]+)"/.exec(page.html)?.[1];
    assert.equal((await post(action!, {})).status, 303);
    assert.match(textOf((await get(`${ROOM}/avisos`)).html), /Todo lo que llegó se entendió/);
  }));

Deno.test("a paper that the bank signed pays; forwarded twice it is one; to somebody else or unsigned it pays nothing", () =>
  withOwner(async (pages) => {
    const { services, shop, clock, fetch } = pages, accountId = await withQr(pages), signer = mailSigner();
    Object.assign(services, { dnsTxt: signer.dns });
    const nobodys = await paired(pages, accountId, "mail", {}, 422);
    assert.match(textOf(nobodys.html), /Correo al que escribe el banco: falta este dato/);
    const { html } = await paired(pages, accountId, "mail", { recipient: "Lucha@correo.test" });
    const address = /http:\/\/caserito\.test(\/avisos\/correo\/[A-Za-z0-9_-]{43})/.exec(html)?.[1];
    assert.ok(address);
    const send = async (raw: string, path = address, host = "caserito.test") => {
      const response = await fetch(new Request(`http://${host}${path}`, { method: "POST", body: raw }));
      return `${response.status} ${(await response.text()).slice(0, 80)}`;
    };
    const mail = bankMail({ amount: "20.00", when: "04 de agosto de 2026 - 08:02 AM" }),
      good = await signer.sign(mail);
    assert.equal(await send(good), '200 {"outcome":"evidence"}');
    assert.equal(await send(`Received: from x by y\r\n${good}`), '200 {"outcome":"evidence"}');
    const seen = async () =>
      await incomingPayments(shop.store.db, { accountId, since: "" as Instant, limit: 9 });
    assert.deepEqual((await seen()).map(({ trust, occurredAt }) => [trust, occurredAt]), [[
      2,
      "2026-08-04T13:02:00.000Z",
    ]]);
    clock.forward(1_000);
    const theirs = bankMail({ amount: "30.00", to: "otra@correo.test" });
    await send(await signer.sign(theirs));
    await send(bankMail({ amount: "40.00" }));
    await send(good.replaceAll("S/ 20.00", "S/ 90.00"));
    const trusts = new Map((await seen()).map(({ amountCentimos, trust }) => [amountCentimos, trust]));
    assert.deepEqual(Object.fromEntries(trusts), { 2000: 2, 3000: 1, 4000: 0, 9000: 0 });
    assert.match(textOf((await pages.get(ROOM)).html), /sin la firma del banco/);
    // One that was paired before its owner had to be named proves nothing either.
    await services.control.batch([{ sql: "UPDATE wallet_source SET recipient = NULL", args: [] }]);
    await send(await signer.sign(bankMail({ amount: "50.00" })));
    assert.equal((await seen()).find(({ amountCentimos }) => amountCentimos === 5000)?.trust, 1);
    assert.match(await send(good, `/avisos/correo/${"A".repeat(43)}`), /^404/);
    assert.match(await send(good, address, "minimarket-lucha.caserito.test"), /^404/);
    assert.match(await send("x".repeat(2 * 1024 * 1024 + 1)), /^413/);
  }));

const statement = (rows: string) => new File([`Fecha,Hora,Quién,Monto,Nro. operación\n${rows}`], "yape.csv");

Deno.test("a statement is shown before it counts, joins what was seen, pays what was not, and once", () =>
  withOwner(async (pages) => {
    const { get, post, shop, clock } = pages, accountId = await withQr(pages), now = clock.now();
    const { sourceId } = await paired(pages, accountId, "signed");
    await shown(pages, sourceId, 1, "Ana Per* te envió un pago por S/ 56.7");
    const subject = shop.ids.next(), intentId = shop.ids.next();
    const waits = { intentId, accountIds: [accountId], amountCentimos: 800, purpose: "sale", subject };
    taken(await openIntent(shop.as(), { id: shop.ids.next() }, waits));
    const stamp = (at: Instant) => `${limaDay(at)},${plusMs(at, -5 * 3_600_000).slice(11, 19)}`;
    const file = statement(`${stamp(now)},Ana Perez,56.70,00344321
${stamp(plusMs(now, 30_000))},Rosa Díaz,8.00,00344999
${stamp(now)},Banco,-1.00,00344998
`);
    const form = formOf((await get(`${ROOM}/estado`)).html, "accountId");
    const { status, to } = await post(`${ROOM}/estado`, { ...form, file });
    assert.equal(status, 303);
    const preview = textOf((await get(to)).html);
    assert.match(preview, /2 cobros por S\/ 64\.70\. Todavía no se guardó nada/);
    assert.match(preview, /1 ya se había visto/);
    const { size } = await shop.store.head();
    const done = await post(to, formOf((await get(to)).html, "cmdId"));
    assert.match(done.to, /\/estado\/listo\/[0-9a-f-]{36}$/);
    const seen = await incomingPayments(shop.store.db, { accountId, since: "" as Instant, limit: 9 });
    assert.deepEqual(
      seen.map((
        { amountCentimos, trust, operationNumber, intentIds },
      ) => [amountCentimos, trust, operationNumber, intentIds])
        .toSorted((a, b) => Number(a[0]) - Number(b[0])),
      [[800, 3, "00344999", [intentId]], [5670, 3, "00344321", []]],
    );
    assert.ok((await shop.store.head()).size > size);
    assert.match(textOf((await get(done.to)).html), /2 cobros confirmados por S\/ 64\.70/);
    const again = await post(`${ROOM}/estado`, { ...form, file });
    const grown = (await shop.store.head()).size;
    const twice = await post(again.to, formOf((await get(again.to)).html, "cmdId"));
    assert.equal(twice.to, `${done.to}?antes`);
    assert.equal((await shop.store.head()).size, grown);
    const none = await post(`${ROOM}/estado`, { ...form, file: new File(["a,b\n1,2\n"], "otro.csv") });
    assert.match(textOf((await get(none.to)).html), /No encontramos la columna de fecha/);
    assert.equal((await post(`${ROOM}/estado`, { ...form, file: new File([""], "vacio.csv") })).status, 422);
  }));

Deno.test("a night writes down what a day came to, and ninety days later nobody's name or word opens any more", () =>
  withOwner(async (pages) => {
    const { get, shop, clock, services } = pages, accountId = await withQr(pages);
    const { sourceId } = await paired(pages, accountId, "signed");
    const rice = await stocked(shop, "Arroz", 24_000), cashSessionId = await openedSession(shop);
    const sell = async (number: number) => {
      const sale = builtSale(shop, { cashSessionId, number }, [[rice, 1000]], {
        exact: [{ method: "yape", amountCentimos: rice.priceCentimos, operationNumber: null }],
        cashCentimos: null,
      });
      taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
      return sale;
    };
    const sale = await sell(1), day = limaDay(clock.now()), soles = sale.totalCentimos;
    await sell(2);
    await shown(pages, sourceId, 1, `Ana Per* te envió un pago por S/ ${soles / 100}`);
    await shown(pages, sourceId, 2, "Rosa Dia* te envió un pago por S/ 99");
    await shown(pages, sourceId, 3, "Rosa te mandó plata: S/ 7");
    const reports: Omit<WorkerReport, "job">[] = [];
    const turnOf = (job: string): Turn => ({
      services,
      signal: new AbortController().signal,
      report: (line) => reports.push(line),
      holdJob: jobHolder(services, job, "p1"),
    });
    await projectionRunner.run(turnOf("p"));
    const says = textOf((await get(`${ROOM}/conciliacion?dia=${day}`)).html);
    assert.match(says, /Ventas sin dinero: 1 por/);
    assert.match(says, /Dinero sin venta: 1 por S\/ 99\.00/);

    const nights = walletNights();
    const four = plusMs(startOfDay(plusDays(day, 1)), 4 * 3_600_000);
    clock.forward(epochMsOf(four) - epochMsOf(clock.now()));
    await nights.run(turnOf("n"));
    await nights.run(turnOf("n"));
    const noted = await shop.store.read({ types: ["WalletsReconciled"], limit: 9 });
    assert.equal(noted.length, 1);
    const [wallet] = (noted[0]!.data as { wallets: readonly Record<string, { count: number }>[] }).wallets;
    assert.deepEqual(
      ["sales", "credits", "matched", "salesWithoutMoney", "moneyWithoutSale"].map((key) =>
        wallet![key]!.count
      ),
      [2, 2, 1, 1, 1],
    );
    const opened = async () => {
      const seen = await incomingPayments(shop.store.db, { accountId, since: "" as Instant, limit: 9 });
      return await Promise.all(seen.map(({ payer }) => shop.store.people.open(payer!)));
    };
    assert.deepEqual((await opened()).toSorted(), ["Ana Per*", "Rosa Dia*"]);
    clock.forward(88 * 86_400_000);
    await nights.run(turnOf("n"));
    assert.deepEqual((await opened()).toSorted(), ["Ana Per*", "Rosa Dia*"], "still kept");
    clock.forward(2 * 86_400_000);
    await nights.run(turnOf("n"));
    assert.deepEqual(await opened(), [null, null]);
    assert.deepEqual(await services.control.all("SELECT 1 FROM wallet_notice"), []);
    assert.equal(
      await shown(pages, sourceId, 4, "Ana Per* te envió un pago por S/ 5"),
      "evidence",
      "new ones are taken as before",
    );
    await assert.rejects(shown(pages, sourceId, 2, "otra vez"), "an old number is closed");
    assert.deepEqual(reports.filter(({ level }) => level === "fault"), []);
  }));
