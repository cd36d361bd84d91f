import assert from "node:assert/strict";
import { newPin } from "../commands/people/pin.ts";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import { claimPaid, endIntent, openIntent } from "../commands/payments/intents.ts";
import { declareOutage, endOutage, walletsOut } from "../commands/payments/outages.ts";
import { tillWallets } from "../commands/payments/till_view.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { intentById, openExceptions, paymentById } from "../events/projections/payments/queries.ts";
import { overrideOf } from "../events/projections/returns/queries.ts";
import { setPin } from "../events/store/control/people.ts";
import { centimos } from "../kernel/money.ts";
import { plusMs } from "../kernel/time.ts";
import { jobHolder, type Turn, type WorkerReport } from "../workers/job.ts";
import { intentKeeper } from "../workers/intent_keeper.ts";
import { formOf, type OwnerPages, textOf, withOwner } from "./support/owner_pages.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";
import { pushEvidence, saleIntent, yapeAccount } from "./support/wallet_payments.ts";

const ROOM = "/ventas/yape-y-plin";

async function paidByYape({ shop }: OwnerPages) {
  const { ids } = shop, accountId = ids.next(), asked = () => ({ id: ids.next() });
  taken(await setWalletAccount(shop.as(), asked(), yapeAccount(accountId)));
  const cashSessionId = await openedSession(shop), rice = await stocked(shop, "Arroz", 90_000);
  let number = 0;
  return {
    accountId,
    cashSessionId,
    async came(amount: number, payer = "Ana Per*", trust: 1 | 2 = 2): Promise<string> {
      const evidence = pushEvidence(ids.next(), accountId, amount, shop.clock.forward(1000), payer, trust);
      taken(await keepEvidence(shop.as(), asked(), evidence));
      return evidence.evidenceId;
    },
    /** A sale of so many kilos of rice at S/ 4.90, whose buyer says that it is paid. */
    async claimed(kilos: number) {
      const amountCentimos = centimos(kilos * 490);
      const yape = { method: "yape", amountCentimos, operationNumber: null } as const;
      const frame = { cashSessionId, number: ++number };
      const sale = builtSale(shop, frame, [[rice, kilos * 1000]], { exact: [yape], cashCentimos: null });
      taken(await registerSale(shop.as(), asked(), { sale }));
      const intentId = ids.next();
      const waits = { ...saleIntent(shop, intentId, accountId, amountCentimos), subject: sale.saleId };
      taken(await openIntent(shop.as(), asked(), waits));
      taken(
        await claimPaid(shop.as(), asked(), {
          intentId,
          operationNumber: null,
          securityCode: null,
          by: shop.lucha,
        }),
      );
      return { sale, intentId };
    },
  };
}

const turnOf = ({ services, shop }: OwnerPages, reports: WorkerReport[]): Turn => ({
  services,
  signal: new AbortController().signal,
  report: (line) => void reports.push({ job: "k", ...line }),
  holdJob: jobHolder(services, "k", shop.ids.next()),
});

const pinned = async ({ services, shop }: OwnerPages, role: "owner" | "manager", pin: string) =>
  await services.control.batch([setPin(shop.shop.id, shop.people[role].personId, await newPin(pin))]);

Deno.test("what came short is shown with its way out, and the nearest sale that was claimed is chosen first", () =>
  withOwner(async (pages) => {
    const { get, post, shop } = pages, { came, claimed } = await paidByYape(pages);
    assert.match(textOf((await get(ROOM)).html), /No llegó ningún pago este día/);
    const near = await claimed(4), far = await claimed(10), paymentId = await came(1900);
    const [question] = await openExceptions(shop.store.db);
    assert.equal(question?.paymentId, paymentId);
    assert.match(textOf((await get("/hoy")).html), /Un pago espera que digas de quién es/);
    const list = await get(ROOM, "manager");
    assert.match(textOf(list.html), /Ana Per\* .*por resolver/);
    assert.match(textOf(list.html), /Yape y Plin por ver/);
    for (const role of ["cashier", "professional", "auditor"] as const) {
      assert.equal((await get(ROOM, role)).status, 403, role);
      assert.equal((await post(`${ROOM}/${question!.exceptionId}`, {}, role)).status, 403, role);
    }
    const path = `${ROOM}/${question!.exceptionId}`, page = await get(path, "manager");
    const form = formOf(page.html, 'value="allocate"');
    assert.match(page.html, new RegExp(`<select[^>]*intentId[^]*?<option value="${near.intentId}"`));
    assert.ok(page.html.indexOf(near.intentId) < page.html.indexOf(far.intentId));
    const silent = await post(path, { ...form, intentId: near.intentId, note: "" }, "manager");
    assert.deepEqual([silent.status, textOf(silent.html).includes("Nota: falta este dato")], [422, true]);
    assert.equal((await post(path, { ...form, accion: "nada" })).status, 400);
    const done = await post(path, { ...form, intentId: near.intentId, note: "me dijo Ana" }, "manager");
    assert.equal(done.to, `${ROOM}?hecho=allocate`, textOf(done.html));
    assert.equal((await intentById(shop.store.db, near.intentId))?.allocatedCentimos, 1900);
    assert.match(textOf((await get(ROOM)).html), /lo contó manager lucha/);
    assert.equal((await get(path)).to, `${ROOM}?hecho=resuelto`);
    assert.equal((await get(`${ROOM}/${shop.ids.next()}`)).status, 404);
    const events = await shop.store.read({ after: 0, limit: 500 });
    const resolved = events.findLast(({ type }) => type === "PaymentExceptionResolved");
    assert.equal(resolved?.actor.id, shop.people.manager.personId);
    assert.match(
      textOf((await get(`/ventas/${near.sale.saleId}`)).html),
      /S\/ 19\.00 vistos .* Devolver este pago/,
    );
    assert.match(textOf((await get(`/ventas/${far.sale.saleId}`)).html), /todavía no se vio llegar/);
  }));

Deno.test("too much is given back as change out of the drawer, or by a transfer with a second person's PIN", () =>
  withOwner(async (pages) => {
    const { get, post, shop } = pages, { came, cashSessionId } = await paidByYape(pages);
    await pinned(pages, "owner", "4821");
    await pinned(pages, "manager", "7351");
    const paymentId = await came(60_000), { db } = shop.store;
    const path = `${ROOM}/${(await openExceptions(db))[0]!.exceptionId}`;
    const change = formOf((await get(path)).html, 'value="change"');
    assert.deepEqual([change["cashSessionId"], change["amountCentimos"]], [cashSessionId, "600.00"]);
    const some = await post(path, { ...change, amountCentimos: "10", reason: "vuelto" });
    assert.equal(some.to, `${ROOM}?hecho=change`, textOf(some.html));
    const page = await get(path), form = formOf(page.html, 'value="transfer"');
    assert.equal(
      form["approver"],
      shop.people.manager.personId,
      "the owner is no second person to the owner",
    );
    const refund = { ...form, operationNumber: "00991234", phone: "987654321", reason: "error" };
    const alone = await post(path, refund);
    assert.match(textOf(alone.html), /Pasa de S\/ 200\.00: pide el PIN/);
    const wrong = await post(path, { ...refund, pin: "0000" });
    assert.match(textOf(wrong.html), /Ese PIN no es/);
    assert.ok(!wrong.html.includes('value="0000"'), "a PIN is never shown again");
    const self = await post(path, { ...refund, approver: shop.people.owner.personId, pin: "4821" });
    assert.match(textOf(self.html), /Elige a alguien de la lista/);
    assert.equal((await paymentById(db, paymentId))?.refundedCentimos, 1000);
    const done = await post(path, { ...refund, pin: "7351" });
    assert.equal(done.to, `${ROOM}?hecho=transfer`, textOf(done.html));
    assert.equal((await paymentById(db, paymentId))?.refundedCentimos, 60_000);
    assert.equal((await overrideOf(db, form["refundId"]!))?.by, shop.people.manager.personId);
    const after = textOf((await get(`${ROOM}/devolver/${paymentId}`)).html);
    assert.match(after, /operación 00991234 .*permiso de manager lucha/);
    assert.match(after, /en efectivo .*vuelto/);
    assert.match(after, /ya se devolvió todo/);
    assert.equal((await get(`${ROOM}/devolver/${await came(500, "Luis Q*", 1)}`)).status, 404, "hearsay");
  }));

Deno.test("from what amount two people are asked is the owner's to say", () =>
  withOwner(async ({ get, post }) => {
    const room = "/ajustes/yape-y-plin", form = formOf((await get(room)).html, "aboveCentimos");
    assert.equal(form["aboveCentimos"], "200.00");
    assert.equal((await post(room, { ...form, aboveCentimos: "-1" })).status, 422);
    assert.equal((await post(room, { ...form, aboveCentimos: "50" }, "manager")).status, 403);
    assert.equal((await post(room, { ...form, aboveCentimos: "50" })).to, `${room}?hecho=permiso`);
    assert.equal(formOf((await get(room)).html, "aboveCentimos")["aboveCentimos"], "50.00");
  }));

Deno.test("while an operator says that a wallet does not work, shops are told and nothing of it expires", () =>
  withOwner(async (pages) => {
    const { services, shop, clock, get } = pages, { accountId } = await paidByYape(pages), { ids } = shop;
    const platform = systemContext(services, services.platform), intentId = ids.next();
    const waits = { ...saleIntent(shop, intentId, accountId, 700), expiresAt: plusMs(clock.now(), 600_000) };
    taken(await openIntent(shop.as(), { id: ids.next() }, waits));
    const outcome = async () => (await intentById(shop.store.db, intentId))?.outcome;
    const say = { wallet: "yape", reason: "lo dice Yape" };
    taken(await declareOutage(platform, { id: ids.next() }, { ...say, minutesAgo: "0" }));
    assert.match(textOf((await get(ROOM)).html), /Yape: hay fallas en todo el país/);
    assert.match(textOf((await get("/hoy")).html), /Yape: hay fallas/);
    assert.deepEqual(
      (await tillWallets(shop.store, await walletsOut(services.platform))).map((
        { outOfOrder },
      ) => outOfOrder),
      [true],
    );
    clock.forward(1_200_000);
    const keeper = intentKeeper(), turn = turnOf(pages, []);
    await keeper.run(turn);
    assert.equal(await outcome(), null);
    taken(await endOutage(platform, { id: ids.next() }, say));
    assert.doesNotMatch(textOf((await get(ROOM)).html), /hay fallas/);
    await keeper.run(turn);
    assert.equal(await outcome(), null, "its ten minutes begin again");
    clock.forward(599_999);
    await keeper.run(turn);
    assert.equal(await outcome(), null);
    clock.forward(1);
    await keeper.run(turn);
    assert.equal(await outcome(), "expired");
  }));

Deno.test("the keeper ends what nobody waits for, leaves what somebody spoke of, and writes nothing a second time", () =>
  withOwner(async (pages) => {
    const { shop, clock } = pages,
      { accountId, claimed } = await paidByYape(pages),
      { db } = shop.store;
    const spoken = await claimed(1), forgotten = shop.ids.next(), reports: WorkerReport[] = [];
    const expiresAt = plusMs(clock.now(), 60_000);
    const waits = { ...saleIntent(shop, forgotten, accountId, 700), expiresAt };
    taken(await openIntent(shop.as(), { id: shop.ids.next() }, waits));
    const turn = turnOf(pages, reports),
      keeper = intentKeeper(),
      outcomes = async () =>
        await Promise.all(
          [forgotten, spoken.intentId].map(async (id) => (await intentById(db, id))?.outcome),
        );
    await keeper.run(turn);
    assert.deepEqual(await outcomes(), [null, null]);
    clock.forward(60_000);
    await keeper.run(turn);
    assert.deepEqual(await outcomes(), ["expired", null]);
    const { size } = await shop.store.head();
    await keeper.run(turn);
    assert.equal((await shop.store.head()).size, size);
    assert.deepEqual(reports, []);
    taken(
      await endIntent(shop.as(), { id: shop.ids.next() }, { intentId: spoken.intentId, outcome: "canceled" }),
    );
  }));
