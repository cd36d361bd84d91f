import assert from "node:assert/strict";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { reconcileIntent } from "../../commands/payments/reconcile_intent.ts";
import { reconcileProviders } from "../../commands/payments/reconcile_providers.ts";
import { keptCard } from "../../events/store/control/provider_cards.ts";
import { yapeToken } from "../../islands/yape/token.ts";
import { centimos } from "../../kernel/money.ts";
import { SHOP, withProviders } from "../support/providers/with_providers.ts";
import {
  decoded,
  NEWER_THAN_THE_DESCRIPTION,
  openStripeContract,
} from "../support/providers/stripe_contract.ts";
import { contractText } from "../support/providers/shared_contracts.ts";
import { taken } from "../support/test_shop.ts";

const contract = openStripeContract();
const here = contract !== null;
const named = (name: string) =>
  here ? name : `skipped: no description of Stripe, set CASERITO_SHARED (${name})`;

/** Every operation that any adapter of ours asks for, at least once. */
async function everything(all: Parameters<Parameters<typeof withProviders>[0]>[0]): Promise<void> {
  const { stripe, mercadopago, culqi, work } = all;
  const stripes = work.providers.get("stripe")!;
  const page = await all.order("stripe", { kind: "page" });
  const opened = taken(await startProviderPayment(work, page));
  assert.ok(opened.kind === "page");
  const { id } = stripe.pay(opened.providerId), dispute = stripe.dispute(id), back = stripe.giveBack(id, 100);
  await stripe.deliver(all.toNotices("stripe"));
  for (const each of [dispute.id, back.id, stripe.objects.get(id)!.latest_charge]) await stripes.look(each);
  const monthly = await all.order("stripe", { kind: "subscription", every: "month" });
  const joined = taken(await startProviderPayment(work, monthly));
  assert.ok(joined.kind === "page");
  const invoice = stripe.pay(joined.providerId);
  await stripes.look(invoice.payments.data[0].payment.payment_intent);
  await stripe.deliver(all.toNotices("stripe"));
  const yearly = await all.order("stripe", { kind: "subscription", every: "year" });
  taken(await startProviderPayment(work, yearly));
  taken(await startProviderPayment(work, { ...await all.order("stripe", { kind: "page" }), email: null }));
  const card = await all.order("mercadopago", { kind: "page" });
  taken(await startProviderPayment(work, card));
  taken(
    await startProviderPayment(work, { ...await all.order("mercadopago", { kind: "page" }), email: null }),
  );
  for (
    const [name, token] of [["mercadopago", mercadopago.tokenFor("111111111")], [
      "culqi",
      culqi.token(),
    ]] as const
  ) {
    const order = await all.order(name, { kind: "yape", token });
    taken(await startProviderPayment(work, order));
    const [payment] = await reconcileIntent(work, order.intentId);
    const refund = {
      operationId: work.ids.next(),
      providerId: payment!.providerId,
      amountCentimos: centimos(100),
    };
    taken(await work.providers.get(name)!.refund({ ...refund, reason: "asked_by_customer" }));
    await (name === "culqi" ? culqi : mercadopago).deliver(all.toNotices(name));
  }
  await reconcileIntent(work, page.intentId);
  const saving = await all.order("stripe", { kind: "saving_page" });
  const saved = taken(await startProviderPayment(work, saving));
  assert.ok(saved.kind === "page");
  stripe.pay(saved.providerId);
  await stripe.deliver(all.toNotices("stripe"));
  await all.readAll();
  const { cardId } = (await keptCard(work.control, SHOP))!;
  taken(await startProviderPayment(work, await all.order("stripe", { kind: "saved_card", card: cardId })));
  await stripes.forgetCard!(cardId);
  for (const [name, phone] of [["mercadopago", "111111111"], ["culqi", "900000001"]] as const) {
    const source = { provider: name, ...work.providers.get(name)!.tokenAt! };
    assert.ok("token" in await yapeToken(source, { phone, code: "123456", amountCentimos: 5000 }));
  }
  for (const providerId of [id, invoice.id]) {
    const refund = { operationId: work.ids.next(), providerId, amountCentimos: centimos(200) };
    taken(await stripes.refund({ ...refund, reason: "duplicate" }));
  }
  await all.readAll();
  await reconcileProviders(work, (line) => assert.fail(JSON.stringify(line)));
}

Deno.test({
  name: named("contract: every request of every provider is as its description says"),
  ignore: !here,
  fn: () =>
    withProviders(async (all) => {
      await everything(all);
      const counts = (["stripe", "mercadopago", "culqi"] as const).map((name) => ({
        name,
        operations: [...all[name].covered].sort(),
        requests: all[name].asked.length,
      }));
      assert.deepEqual(counts.map(({ operations }) => operations.length), [17, 6, 6]);
      const newer = Object.keys(NEWER_THAN_THE_DESCRIPTION);
      const unused = newer.filter((name) => !all.contract?.covered.has(name));
      assert.deepEqual(unused, [], "let through, and nothing of ours asks for it");
      for (const { name, operations, requests } of counts) {
        // deno-lint-ignore no-console -- whoever reads the run sees how much was covered
        console.log(
          `contract: ${name}: ${operations.length} operations, ${requests} requests` +
            (name === "stripe" ? `, ${newer.length} newer than the description` : "") +
            `\n  ${operations.join("\n  ")}`,
        );
      }
    }),
});

Deno.test({
  name: named("contract: what Stripe's description refuses is seen"),
  ignore: !here,
  fn() {
    const judged = (form: string, operation = "POST /v1/checkout/sessions") =>
      openStripeContract()!.faultsOf(operation.split(" ")[0]!, operation.split(" ")[1]!, form);
    const good = "success_url=https%3A%2F%2Fa.pe&mode=payment&line_items[0][quantity]=1" +
      "&line_items[0][price_data][currency]=pen&line_items[0][price_data][unit_amount]=3000" +
      "&line_items[0][price_data][product_data][name]=Plan";
    assert.deepEqual(judged(good), []);
    const bad: readonly (readonly [string, RegExp])[] = [
      [`${good}&sucess_url=x`, /additional properties/],
      [`${good}&mode=pay`, /allowed values/],
      [good.replace("unit_amount]=3000", "unit_amount]=30.00"), /unit_amount must be integer/],
      [good.replace("quantity]=1", "quantity]=uno"), /quantity must be integer/],
      [good.replace("[product_data][name]", "[product_data][title]"), /name|additional/],
      [`${good}&line_items[0][amount]=1`, /additional properties/],
      [`${good}&payment_intent_data[metadata]=text`, /metadata must be object/],
      [`${good}&expires_at=tomorrow`, /expires_at must be integer/],
    ];
    for (const [form, said] of bad) assert.match(judged(form).join("\n"), said, form);
    assert.match(judged("amount=100&reason=because", "POST /v1/refunds").join(), /allowed values/);
    assert.match(judged("page=2", "GET /v1/events").join(), /additional properties/);
    assert.match(judged("", "GET /v1/nothing").join(), /not described/);
    assert.match(judged("", "GET /v1/checkout/sessionz").join(), /not described/);
  },
});

Deno.test("contract: bracket form is read as Stripe reads it", () => {
  assert.deepEqual(decoded("a[b][0][c]=1&a[b][1][c]=2&d=x%20y&expand[]=p&expand[]=q"), {
    a: { b: { 0: { c: "1" }, 1: { c: "2" } } },
    d: "x y",
    expand: { 0: "p", 1: "q" },
  });
});

Deno.test({
  name: named("contract: the fixtures are of the shapes that we read since Basil"),
  ignore: !here,
  fn() {
    const { resources } = JSON.parse(contractText("stripe-fixtures3.json")!);
    assert.ok("current_period_end" in resources.subscription.items.data[0]);
    assert.ok(!("current_period_end" in resources.subscription));
    assert.ok("parent" in resources.invoice);
    assert.ok(!("invoice" in resources.charge) && !("invoice" in resources.payment_intent));
  },
});
