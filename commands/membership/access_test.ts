import assert from "node:assert/strict";
import { ACTIONS } from "../../domain/membership/access.ts";
import { lima, unpaid } from "../../domain/membership/membership_fixture.ts";
import { membershipStatus } from "../../domain/membership/status.ts";
import { stopsSellingAt } from "../../domain/membership/stops_selling.ts";
import type { Known } from "../../domain/membership/account.ts";
import { DriverFault } from "../../events/store/driver.ts";
import type { Recorded, TenantId } from "../../events/store/types.ts";
import { epochMsOf, plusMs } from "../../kernel/time.ts";
import { HandClock } from "../../tests/support/hand_clock.ts";
import { type MembershipAccess, openMembershipAccess, payerOf } from "./access.ts";
import { LEASE_MS } from "./lease_time.ts";
import type { MembershipLog } from "./membership_log.ts";

const SHOP = "bodega-ana" as TenantId, OTHER = "bodega-bea" as TenantId;
const HOUR = 3_600_000;

/** A platform's log in memory, which can be lost and slow. */
class Log implements Pick<MembershipLog["store"], "read" | "stream"> {
  readonly events: Recorded[] = [];
  lost = false;
  /** Answers of whole streams wait for it. */
  slow: Promise<void> = Promise.resolve();
  append(shop: TenantId, ...facts: readonly Known[]): void {
    for (const { id, occurredAt, recordedAt, fact: { type, data } } of facts) {
      const pos = this.events.length + 1, stream = `membership-${shop}`;
      this.events.push({ id, occurredAt, recordedAt, type, data, pos, stream } as unknown as Recorded);
    }
  }
  #ask<T>(value: T): Promise<T> {
    return this.lost ? Promise.reject(new DriverFault("lost", "no answer")) : Promise.resolve(value);
  }
  readonly db = {
    first: () => this.#ask({ size: this.events.length }),
  } as unknown as MembershipLog["store"]["db"];
  stream = async (stream: string) => {
    const events = this.events.filter((event) => event.stream === stream);
    await this.slow;
    return await this.#ask(events);
  };
  read = ({ after = 0, upTo = Infinity }: { after?: number; upTo?: number }) =>
    this.#ask(this.events.filter(({ pos }) => pos > after && pos <= upTo));
}

async function withAccess(
  work: (parts: { log: Log; clock: HandClock; access: MembershipAccess; reports: string[] }) => Promise<void>,
  shopsKept?: number,
): Promise<void> {
  const log = new Log(), clock = new HandClock(lima("2026-11-05 12:00")), reports: string[] = [];
  const access = await openMembershipAccess(log, {
    clock,
    report: ({ level }) => reports.push(level),
    ...shopsKept !== undefined && { shopsKept },
  });
  try {
    await work({ log, clock, access, reports });
  } finally {
    await access.close();
  }
}

Deno.test("a shop nobody billed may do everything; a cold one may do what makes no new debt", () =>
  withAccess(async ({ access }) => {
    assert.deepEqual(ACTIONS.filter((action) => access.judge(SHOP, action) === "unknown"), [
      "sell",
      "configure",
    ]);
    assert.equal(access.knows(SHOP), false);
    await access.load(SHOP);
    assert.deepEqual([access.knows(SHOP), access.statusOf(SHOP)], [true, null]);
    assert.ok(ACTIONS.every((action) => access.allows(SHOP, action)));
  }));

Deno.test("hour by hour it says what the function of all facts says, with no I/O", () =>
  withAccess(async ({ log, clock, access }) => {
    log.append(SHOP, ...unpaid);
    await access.load(SHOP);
    log.db.first = () => assert.fail("a look at the log");
    log.read = log.stream = () => assert.fail("a read of the log");
    for (let hour = 0; hour < 90 * 24; hour++) {
      assert.equal(access.statusOf(SHOP)?.state, membershipStatus(unpaid, clock.now()).state, clock.now());
      const horizon = plusMs(clock.now(), LEASE_MS);
      assert.equal(access.stopsSellingAt(SHOP, horizon), stopsSellingAt(unpaid, clock.now(), horizon));
      clock.forward(HOUR);
    }
    assert.equal(access.statusOf(SHOP)?.state, "DORMANT");
    clock.forward(-80 * 24 * HOUR);
    assert.equal(access.statusOf(SHOP)?.state, membershipStatus(unpaid, clock.now()).state);
  }));

Deno.test("what was appended is there after refresh, also while the shop is being loaded", () =>
  withAccess(async ({ log, clock, access }) => {
    log.append(SHOP, ...unpaid);
    const { promise, resolve } = Promise.withResolvers<void>();
    log.slow = promise;
    const loading = access.load(SHOP);
    clock.forward(10 * 24 * HOUR);
    const at = clock.now(), [first] = unpaid;
    const payment = {
      ...first!,
      id: "0192f0c1-0000-7000-8000-000000000777",
      occurredAt: at,
      recordedAt: at,
      fact: {
        type: "PaymentReceived",
        data: {
          shop: SHOP,
          paymentId: first!.id,
          amountCentimos: 5000,
          valueAt: at,
          provider: "yape",
          reference: "1",
        },
      },
    } as unknown as Known;
    log.append(SHOP, payment);
    await access.refresh();
    resolve();
    await loading;
    assert.equal(access.statusOf(SHOP)?.state, "ACTIVE");
  }));

Deno.test("what a server with a fast clock wrote counts as soon as it is time", () =>
  withAccess(async ({ log, clock, access }) => {
    clock.forward(10 * 24 * HOUR);
    const later = plusMs(clock.now(), 3_000), [first] = unpaid;
    log.append(SHOP, ...unpaid, {
      ...first!,
      id: "0192f0c1-0000-7000-8000-000000000778",
      occurredAt: later,
      recordedAt: later,
      fact: {
        type: "PaymentReceived",
        data: {
          shop: SHOP,
          paymentId: first!.id,
          amountCentimos: 5000,
          valueAt: later,
          provider: "yape",
          reference: "1",
        },
      },
    } as unknown as Known);
    await access.load(SHOP);
    assert.equal(access.allows(SHOP, "sell"), false);
    clock.forward(3_000);
    assert.equal(access.allows(SHOP, "sell"), true);
  }));

Deno.test("while the log is lost a warm shop goes on as it stood for a week, and nobody is blocked by our silence", () =>
  withAccess(async ({ log, clock, access, reports }) => {
    log.append(SHOP, ...unpaid);
    await access.load(SHOP);
    log.lost = true;
    await access.refresh();
    await access.refresh();
    const lostAt = clock.now();
    assert.deepEqual([access.lostSince(), reports], [lostAt, ["fault"]]);
    clock.forward(6 * 24 * HOUR + 20 * HOUR); // the block of the 11th has passed
    assert.equal(access.allows(SHOP, "sell"), true);
    clock.forward(LEASE_MS);
    assert.deepEqual([access.judge(SHOP, "sell"), access.judge(SHOP, "configure")], ["unknown", "unknown"]);
    assert.ok(access.allows(SHOP, "read") && access.allows(SHOP, "close_session"));
    await access.load(OTHER);
    assert.deepEqual([access.knows(OTHER), access.judge(OTHER, "sell")], [false, "unknown"]);
    log.lost = false;
    await access.refresh();
    assert.deepEqual([access.judge(SHOP, "sell"), reports], ["refused", ["fault", "info"]]);
  }));

Deno.test("a blocked shop stays blocked while the log is lost", () =>
  withAccess(async ({ log, clock, access }) => {
    log.append(SHOP, ...unpaid);
    await access.load(SHOP);
    clock.forward(8 * 24 * HOUR);
    log.lost = true;
    await access.refresh();
    assert.equal(access.judge(SHOP, "sell"), "refused");
  }));

Deno.test("memory is bounded: the shops asked for last are kept", () =>
  withAccess(async ({ access }) => {
    const shops = ["a", "b", "c"].map((name) => `bodega-${name}` as TenantId);
    await access.load(shops[0]!);
    await access.load(shops[1]!);
    access.statusOf(shops[0]!);
    await access.load(shops[2]!);
    assert.deepEqual(shops.map(access.knows), [true, false, true]);
  }, 2));

Deno.test("a log that was set back is read anew", () =>
  withAccess(async ({ log, access, clock }) => {
    log.append(SHOP, ...unpaid);
    await access.refresh();
    await access.load(SHOP);
    clock.forward(8 * 24 * HOUR);
    assert.equal(access.allows(SHOP, "sell"), false);
    log.events.length = 0;
    await access.refresh();
    assert.equal(access.knows(SHOP), false);
    await access.load(SHOP);
    assert.equal(access.statusOf(SHOP), null);
  }));

Deno.test("the coming block is known, and a practice pays by its real shop", () =>
  withAccess(async ({ log, clock, access }) => {
    log.append(SHOP, ...unpaid);
    await access.load(SHOP);
    const now = epochMsOf(clock.now());
    assert.equal(access.stopsSellingAt(SHOP, plusMs(clock.now(), 5 * 24 * HOUR)), null);
    assert.equal(access.stopsSellingAt(SHOP, plusMs(clock.now(), 7 * 24 * HOUR)), lima("2026-11-11 05:00"));
    assert.ok(now < epochMsOf(lima("2026-11-11 05:00")));
    assert.equal(payerOf({ id: OTHER, practiceOf: SHOP }), SHOP);
    assert.equal(payerOf({ id: OTHER }), OTHER);
  }));
