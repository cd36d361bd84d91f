import assert from "node:assert/strict";
import { balanceOf } from "../../domain/membership/billing.ts";
import { stateKnown } from "../../domain/membership/status.ts";
import type { Services } from "../../compose.ts";
import type { HandClock } from "../../tests/support/hand_clock.ts";
import { withServices } from "../../tests/support/services.ts";
import { systemContext } from "../shops/create_shop.ts";
import { grantCredit, issueInvoice, notePayment, sellOnce, startMembership } from "./billing.ts";
import { cancelMembership, changePlan, claimPayment, resumeMembership } from "./choices.ts";
import { loadMembership } from "./load_membership.ts";
import { closeMembership, grantExtension } from "./operating.ts";

const SHOP = "minimarket-lucha";
const DAY = 86_400_000;

class Desk {
  constructor(readonly services: Services, readonly clock: HandClock) {}
  /** Of an operator by name; of the platform itself where none is named. */
  as(operator?: string) {
    const system = systemContext(this.services, this.services.platform);
    return operator ? { ...system, actor: { kind: "operator" as const, id: operator } } : system;
  }
  next = () => ({ id: this.services.ids.next() });
  facts = async () => (await loadMembership(this.services.platform, SHOP)).facts;
  state = async () => stateKnown(await this.facts(), this.clock.now());
  owed = async () => balanceOf(await this.facts(), this.clock.now());
}
const said = (result: { ok: boolean; error?: { type: string }; value?: unknown }) =>
  result.ok ? "ok" : result.error!.type;

/** A shop whose first invoice is issued. */
const billed = (work: (desk: Desk, invoiceId: string) => Promise<void>) =>
  withServices(async (services, clock) => {
    const desk = new Desk(services, clock), invoiceId = services.ids.next();
    assert.equal(said(await startMembership(desk.as(), desk.next(), { shop: SHOP, plan: "tienda" })), "ok");
    clock.forward(8 * DAY);
    assert.equal(said(await issueInvoice(desk.as(), desk.next(), { shop: SHOP, invoiceId })), "ok");
    await work(desk, invoiceId);
  });

Deno.test("two who start a membership at once start one", () =>
  withServices(async (services, clock) => {
    const desk = new Desk(services, clock), input = { shop: SHOP, plan: "puesto" };
    const started = await Promise.all([1, 2, 3].map(() => startMembership(desk.as(), desk.next(), input)));
    assert.deepEqual(started.map(said).toSorted(), ["MembershipExists", "MembershipExists", "ok"]);
    assert.equal((await desk.facts()).length, 1);
  }));

Deno.test("two who issue an invoice at once issue one, and the same command is answered again", () =>
  billed(async (desk) => {
    desk.clock.forward(31 * DAY);
    const input = { shop: SHOP, invoiceId: desk.services.ids.next() }, asked = desk.next();
    await notePayment(desk.as(), desk.next(), {
      ...{ shop: SHOP, paymentId: desk.next().id, amountCentimos: "50", valueAt: desk.clock.now() },
      ...{ provider: "efectivo", reference: "recibo 1" },
    });
    const issued = await Promise.all([
      issueInvoice(desk.as(), asked, input),
      issueInvoice(desk.as(), desk.next(), { ...input, invoiceId: desk.next().id }),
    ]);
    assert.deepEqual(issued.map(said).toSorted(), ["InvoiceNotDue", "ok"]);
    assert.equal(said(await issueInvoice(desk.as(), asked, input)), issued[0]!.ok ? "ok" : "InvoiceNotDue");
    assert.equal((await desk.facts()).filter(({ fact }) => fact.type === "InvoiceIssued").length, 2);
  }));

Deno.test("what is wrong with an input is said by its field, and nothing is written", () =>
  billed(async (desk) => {
    const before = (await desk.facts()).length;
    const bad = await claimPayment(desk.as(), desk.next(), {
      ...{ shop: SHOP, claimId: desk.next().id, wallet: "bim", operationNumber: "12 34" },
    });
    assert.ok(!bad.ok && bad.error.type === "InvalidInput");
    assert.deepEqual(bad.error.faults.map(({ field }) => field), ["wallet", "operationNumber"]);
    const elsewhere = await grantCredit(desk.as(), desk.next(), {
      ...{ shop: "../otra", creditId: desk.next().id, amountCentimos: "-3", reason: "" },
    });
    assert.ok(!elsewhere.ok && elsewhere.error.type === "InvalidInput");
    assert.deepEqual(elsewhere.error.faults.map(({ field }) => field), ["shop", "amountCentimos", "reason"]);
    assert.equal((await desk.facts()).length, before);
  }));

Deno.test("who grants and extends stands in the fact", () =>
  billed(async (desk, invoiceId) => {
    const ana = desk.as("op-ana"), id = () => desk.next().id, claimId = id();
    const asked = [
      await grantCredit(ana, desk.next(), {
        shop: SHOP,
        creditId: id(),
        amountCentimos: "5",
        reason: "bono",
      }),
      await grantExtension(ana, desk.next(), {
        ...{ shop: SHOP, extensionId: id(), invoiceId, days: "3", reason: "lluvia" },
      }),
      await claimPayment(desk.as(), desk.next(), {
        ...{ shop: SHOP, claimId, wallet: "yape", operationNumber: "00123456" },
      }),
    ];
    assert.deepEqual(asked.map(said), ["ok", "ok", "ok"]);
    const by = (await desk.facts()).flatMap(({ fact: { data } }) => "by" in data ? [data.by] : []);
    assert.deepEqual(by, ["op-ana", "op-ana"]);
    assert.equal(await desk.owed(), 4500);
  }));

Deno.test("an owner changes the plan, leaves, stays after all, and buys once", () =>
  billed(async (desk) => {
    const id = () => desk.next().id;
    const change = { shop: SHOP, changeId: id(), plan: "negocio", interval: "month" };
    const asked = [
      await changePlan(desk.as(), desk.next(), change),
      await changePlan(desk.as(), desk.next(), { ...change, changeId: id() }),
      await cancelMembership(desk.as(), desk.next(), { shop: SHOP, cancelId: id(), reason: "viaje" }),
      await resumeMembership(desk.as(), desk.next(), { shop: SHOP, returnId: id() }),
      await sellOnce(desk.as(), desk.next(), {
        ...{ shop: SHOP, invoiceId: id(), item: "training", amountCentimos: "120" },
      }),
    ];
    assert.deepEqual(asked.map(said), ["ok", "PlanUnchanged", "ok", "ok", "ok"]);
  }));

Deno.test("a closed membership takes nothing more", () =>
  billed(async (desk) => {
    await cancelMembership(desk.as(), desk.next(), { shop: SHOP, cancelId: desk.next().id, reason: "viaje" });
    desk.clock.forward(120 * DAY);
    assert.equal(
      said(await closeMembership(desk.as("op"), desk.next(), { shop: SHOP, reason: "pedido" })),
      "ok",
    );
    assert.equal(await desk.state(), "CLOSED");
    const again = await closeMembership(desk.as("op"), desk.next(), { shop: SHOP, reason: "pedido" });
    assert.equal(said(again), "MembershipEnded");
  }));
