import assert from "node:assert/strict";
import { notePayment } from "../commands/membership/billing.ts";
import { loadMembership } from "../commands/membership/load_membership.ts";
import { setWalletAccount } from "../commands/payments/set_wallet_account.ts";
import { createShop, systemContext } from "../commands/shops/create_shop.ts";
import type { Services } from "../compose.ts";
import { stateKnown } from "../domain/membership/status.ts";
import { membershipStream } from "../domain/streams.ts";
import { NoticeDelivered } from "../events/facts/membership.ts";
import { openIntents } from "../events/projections/payments/queries.ts";
import { shopList } from "../events/store/control/shops.ts";
import type { TenantId } from "../events/store/types.ts";
import { handle } from "../commands/handle.ts";
import { ok } from "../kernel/result.ts";
import { epochMsOf, limaDay } from "../kernel/time.ts";
import type { HandClock } from "../tests/support/hand_clock.ts";
import { emptyShop, withServices } from "../tests/support/services.ts";
import { billingClock, type BillingHooks } from "./billing_clock.ts";
import { type Job, jobHolder, type Turn, type WorkerReport } from "./job.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
type Report = Omit<WorkerReport, "job">;

// The clock of these tests begins on 2026-02-28 at 22:30 in Lima, so a trial ends on 2026-03-14.

class Platform {
  readonly reports: Report[] = [];
  readonly told: string[] = [];
  readonly asked: string[] = [];
  constructor(readonly services: Services, readonly clock: HandClock, readonly shop: TenantId) {}

  hooks = (overrides: Partial<BillingHooks> = {}) => (): BillingHooks => ({
    messagesOf: ({ kind }) => {
      this.told.push(kind);
      return Promise.resolve({ facts: [], expected: [] });
    },
    reconcile: (shop) => Promise.resolve(void this.asked.push(shop)),
    ...overrides,
  });

  turn(holder = "process-1"): Turn {
    return {
      services: this.services,
      signal: new AbortController().signal,
      report: (line) => this.reports.push(line),
      holdJob: jobHolder(this.services, "billing-clock", holder),
    };
  }

  /** Goes on to a Lima hour of a day of 2026, `03-14 10`, one turn at its end. */
  async to(moment: string, job: Job): Promise<void> {
    const [day, hour] = moment.split(" ");
    const at = Date.parse(`2026-${day}T${hour}:00:00.000Z`) + 5 * HOUR;
    this.clock.forward(at - epochMsOf(this.clock.now()));
    await job.run(this.turn());
  }

  async facts() {
    return (await loadMembership(this.services.platform, this.shop)).facts;
  }
  async types(): Promise<string[]> {
    return (await this.facts()).map(({ fact: { type, data } }) =>
      type === "NoticeIssued"
        ? data.kind
        : type === "InvoiceIssued"
        ? `${data.periodFrom} ${data.dueOn}`
        : type
    );
  }
  async state(): Promise<string> {
    return stateKnown(await this.facts(), this.clock.now());
  }
  async pay(soles: number): Promise<void> {
    const { services, clock, shop } = this, paymentId = services.ids.next();
    const paid = await notePayment(systemContext(services, services.platform), { id: paymentId }, {
      ...{ shop, paymentId, amountCentimos: soles * 100, valueAt: clock.now() },
      ...{ provider: "yape", reference: paymentId },
    });
    assert.ok(paid.ok);
  }
  /** The newest notice reached its reader on two channels. */
  async delivered(): Promise<void> {
    const { services, shop } = this, stream = membershipStream(shop);
    const { facts, version } = await loadMembership(services.platform, shop);
    const notice = facts.findLast(({ fact }) => fact.type === "NoticeIssued")!.fact;
    assert.ok(notice.type === "NoticeIssued");
    const { invoiceId, kind } = notice.data, id = services.ids.next();
    const context = systemContext(services, services.platform), occurredAt = this.clock.now();
    const written = await handle(
      context,
      { id, type: "Deliver", input: {}, occurredAt },
      () =>
        Promise.resolve(ok({
          facts: (["whatsapp", "email"] as const).map((channel) => ({
            definition: NoticeDelivered,
            stream,
            data: { shop, noticeId: services.ids.next(), invoiceId, kind, channel },
          })),
          expected: [{ stream, version }],
          gate: "always" as const,
          outcome: null,
        })),
    );
    assert.ok(written.ok);
  }
}

const withPlatform = (work: (platform: Platform) => Promise<void>) =>
  withServices(async (services, clock) => {
    const { tenant } = await emptyShop(services, "lucha");
    await work(new Platform(services, clock, tenant));
  });

Deno.test("a shop without a membership gets its trial and the smallest plan that holds it, a practice gets none", () =>
  withPlatform(async (platform) => {
    const { services } = platform, job = billingClock(platform.hooks());
    const make = async (slug: string, ...registers: string[]) => {
      const shop = { slug, name: slug, niche: "minimarket", address: null, ruc: null, registers, people: [] };
      const made = await createShop(services, shop);
      assert.ok(made.ok);
      return made.value.id;
    };
    await make("dos-cajas", "Caja 1", "Caja 2");
    const practice = await make("practica", "Caja 1");
    await services.control.batch([
      { sql: "UPDATE shop SET practice_of = ? WHERE id = ?", args: [platform.shop, practice] },
    ]);
    await job.run(platform.turn());
    const plans = await Promise.all((await shopList(services.control)).map(async ({ id, slug }) => {
      const [started] = (await loadMembership(services.platform, id)).facts;
      return `${slug}: ${started?.fact.type === "MembershipStarted" ? started.fact.data.plan : "none"}`;
    }));
    assert.deepEqual(plans.toSorted(), ["dos-cajas: tienda", "lucha: puesto", "practica: none"]);
    assert.equal(await platform.state(), "TRIAL");
    await job.run(platform.turn());
    assert.deepEqual(await platform.types(), ["MembershipStarted"]);
    assert.deepEqual(platform.reports, []);
  }));

Deno.test("the whole ladder, told at its hours, and back within the minute of the money", () =>
  withPlatform(async (platform) => {
    const job = billingClock(platform.hooks());
    await job.run(platform.turn());
    for (const moment of ["03-08 10", "03-11 10", "03-13 20", "03-14 10", "03-15 10"]) {
      await platform.to(moment, job);
    }
    assert.equal(await platform.state(), "GRACE");
    await platform.delivered();
    for (const moment of ["03-17 10", "03-20 10", "03-21 18"]) await platform.to(moment, job);
    assert.equal(await platform.state(), "RESTRICTED");
    assert.deepEqual(platform.asked, []);
    await platform.to("03-22 04", job);
    assert.deepEqual(platform.asked, [platform.shop], "the providers are asked just before the block");
    await platform.to("03-22 08", job);
    assert.equal(await platform.state(), "BLOCKED");
    platform.clock.forward(2 * DAY);
    await platform.pay(30);
    await job.run(platform.turn());
    assert.equal(await platform.state(), "ACTIVE");
    assert.deepEqual(await platform.types(), [
      "MembershipStarted",
      "2026-03-15 2026-03-14",
      "due_in_7",
      "due_in_3",
      "due_tomorrow",
      "due_today",
      "overdue_1",
      "NoticeDelivered",
      "NoticeDelivered",
      "overdue_3",
      "overdue_6",
      "last_day",
      "blocked",
      "PaymentReceived",
      "MembershipReturned",
      "CreditGranted",
      "returned",
    ]);
    assert.equal(platform.told.at(-1), "returned");
    assert.deepEqual(platform.reports, []);
  }));

Deno.test("down for a week: the invoice has the days it would have had, and only what is still true is told", () =>
  withPlatform(async (platform) => {
    await billingClock(platform.hooks()).run(platform.turn());
    await platform.to("03-18 09", billingClock(platform.hooks()));
    assert.deepEqual(await platform.types(), ["MembershipStarted", "2026-03-15 2026-03-14", "overdue_1"]);
    assert.equal(await platform.state(), "GRACE", "nobody falls further than to the first step");
  }));

Deno.test("two workers at once, and a job that two believe to hold, have one effect", () =>
  withPlatform(async (platform) => {
    const both = (...turns: readonly Turn[]) =>
      Promise.all(turns.map((turn) => billingClock(platform.hooks()).run(turn)));
    await both(platform.turn("process-1"), platform.turn("process-2"));
    platform.clock.forward(9 * DAY);
    const always = { ...platform.turn(), holdJob: () => Promise.resolve(true) };
    await both(always, always, always);
    assert.deepEqual(await platform.types(), ["MembershipStarted", "2026-03-15 2026-03-14", "due_in_7"]);
    assert.deepEqual(platform.reports, []);
  }));

Deno.test("where nobody was reached the block waits, and somebody is told of it", () =>
  withPlatform(async (platform) => {
    const job = billingClock(platform.hooks());
    await job.run(platform.turn());
    await platform.to("03-15 10", job);
    await platform.to("03-24 10", job);
    assert.equal(await platform.state(), "RESTRICTED");
    assert.deepEqual(platform.reports.map(({ shop, level }) => [shop, level]), [[platform.shop, "fault"]]);
    assert.deepEqual(platform.told.slice(-1), ["last_day"]);
    await platform.delivered();
    await platform.to("03-25 10", job);
    assert.equal(await platform.state(), "BLOCKED");
  }));

Deno.test("a provider that does not answer keeps no notice back and is asked again in a minute", () =>
  withPlatform(async (platform) => {
    let away = true, asked = 0;
    const reconcile = () => (asked++, away ? Promise.reject(new Error("no answer")) : Promise.resolve());
    const job = billingClock(platform.hooks({ reconcile }));
    await job.run(platform.turn());
    await platform.to("03-15 10", job);
    await platform.delivered();
    await platform.to("03-21 18", job);
    await platform.to("03-22 04", job);
    assert.deepEqual([asked, platform.reports.at(-1)?.message], [1, "Error: no answer"]);
    away = false;
    platform.clock.forward(60_000);
    await job.run(platform.turn());
    assert.equal(asked, 2);
    assert.deepEqual(platform.told.slice(-1), ["last_day"]);
  }));

Deno.test("a notice and its messages stand in one append: two of what a block waits for, to the phone and to the mailbox", () =>
  withPlatform(async (platform) => {
    const job = billingClock(), { services } = platform;
    const queued = async () => {
      const events = await services.platform.read({ types: ["NoticeIssued", "MessageQueued"], limit: 50 });
      return events.map(({ type, data, cmd }) => ({
        type,
        cmd,
        ...data as { kind: string; channels?: string[] },
      }));
    };
    await job.run(platform.turn());
    await platform.to("03-08 10", job);
    await platform.to("03-15 10", job);
    const events = await queued();
    assert.deepEqual(events.map(({ type, kind, channels }) => [type, kind, ...channels ?? []].join(" ")), [
      "NoticeIssued due_in_7",
      "MessageQueued due_in_7 whatsapp sms email",
      "NoticeIssued overdue_1",
      "MessageQueued overdue_1 whatsapp sms",
      "MessageQueued overdue_1 email",
    ]);
    assert.equal(new Set(events.map(({ cmd }) => cmd)).size, 2);
    assert.deepEqual(platform.reports, []);
  }));

Deno.test("a notice tells what is to be paid to the céntimo, as the bill asks it", () =>
  withPlatform(async (platform) => {
    const { services } = platform, sums: number[] = [], account = { accountId: services.ids.next() };
    const set = await setWalletAccount(
      systemContext(services, services.platform),
      { id: account.accountId },
      {
        ...{ ...account, wallet: "yape", name: "Caserito", qrText: null, injectAmount: false, active: true },
        strictAboveCentimos: null,
      },
    );
    assert.ok(set.ok);
    const job = billingClock(platform.hooks({
      messagesOf({ debtCentimos }) {
        sums.push(debtCentimos);
        return Promise.resolve({ facts: [], expected: [] });
      },
    }));
    await job.run(platform.turn());
    await platform.to("03-08 10", job);
    const [intent] = await openIntents(services.platform.db, account.accountId);
    assert.deepEqual([sums, intent?.amountCentimos], [[2999], 2999]);
  }));

Deno.test("over a year of payments in time periods follow each other, and nobody is ever overdue", () =>
  withPlatform(async (platform) => {
    const job = billingClock(platform.hooks());
    for (let days = 0; days < 400; days++) {
      await job.run(platform.turn());
      const owed = (await platform.facts()).filter(({ fact }) => fact.type === "InvoiceIssued").length;
      const paid = (await platform.facts()).filter(({ fact }) => fact.type === "PaymentReceived").length;
      if (owed > paid) await platform.pay(30);
      assert.match(await platform.state(), /TRIAL|ACTIVE/, limaDay(platform.clock.now()));
      platform.clock.forward(DAY);
    }
    const periods = (await platform.types()).filter((line) => line.startsWith("202"));
    assert.deepEqual([periods.length, periods[0], periods.at(-1)], [
      13,
      "2026-03-15 2026-03-14",
      "2027-03-15 2027-03-14",
    ]);
  }));
