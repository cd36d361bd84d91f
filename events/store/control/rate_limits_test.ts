import assert from "node:assert/strict";
import { withServices } from "../../../tests/support/services.ts";
import { openRateLimits, type RateLimits, type RateRule } from "./rate_limits.ts";

const RULE: RateRule = { burst: 5, perSecond: 1 };
const passed = (limits: RateLimits, key: string, tries: number) =>
  Array.from({ length: tries }, () => limits.take(key, RULE)).filter((wait) => wait === null).length;

Deno.test("a bucket gives its burst, says how long to wait, and fills again", () =>
  withServices(async ({ control }, clock) => {
    const limits = await openRateLimits(control, clock);
    assert.equal(passed(limits, "a", 9), 5);
    assert.equal(limits.take("a", RULE), 1);
    assert.equal(passed(limits, "b", 9), 5, "another key is another bucket");
    clock.forward(3_000);
    assert.equal(passed(limits, "a", 9), 3);
  }));

Deno.test("a restart gives no fresh start, and time that passed counts", () =>
  withServices(async ({ control }, clock) => {
    const first = await openRateLimits(control, clock);
    assert.equal(passed(first, "a", 5), 5);
    await first.save();
    assert.equal(passed(await openRateLimits(control, clock), "a", 5), 0);
    clock.forward(2_000);
    assert.equal(passed(await openRateLimits(control, clock), "a", 5), 2);
  }));

Deno.test("two processes that save write the fuller count, and an old one fades", () =>
  withServices(async ({ control }, clock) => {
    const [one, other] = [await openRateLimits(control, clock), await openRateLimits(control, clock)];
    passed(one, "a", 5);
    passed(other, "a", 2);
    await one.save();
    await other.save();
    assert.equal(passed(await openRateLimits(control, clock), "a", 5), 0);
    clock.forward(4_000);
    await other.save();
    assert.equal(passed(await openRateLimits(control, clock), "a", 9), 4);
    clock.forward(3_600_001);
    await other.save();
    assert.deepEqual(await control.all("SELECT key FROM rate"), []);
  }));
