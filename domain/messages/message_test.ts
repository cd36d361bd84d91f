import assert from "node:assert/strict";
import fc from "fast-check";
import type { Channel, SendFailure } from "../../kernel/carrier.ts";
import { epochMsOf, type Instant, plusMs } from "../../kernel/time.ts";
import { queuedOf } from "../../tests/support/queued_message.ts";
import {
  afterArrival,
  afterFailure,
  afterTaken,
  messageOf,
  type Recipient,
  type Step,
  turnOf,
  type Usable,
} from "./message.ts";
import { CLAIM_MS, isQuiet, nextMorning, retryAt, SILENCE_MS, TRIES_MAX } from "./timing.ts";

const QUEUED: Step = { type: "MessageQueued", data: queuedOf() };
const { messageId } = queuedOf(), personId = "0192f0c1-0000-7000-8000-000000000052";
const NOON = "2026-12-07T23:00:00.000Z" as Instant; // 18:00 in Lima
const ALL: Usable = new Set<Channel>(["whatsapp", "sms", "email"]);
const LUCHA: Recipient = { personId, usable: ALL };

const attempted = (attempt: number, channel: Channel, at = NOON): Step => ({
  type: "MessageAttempted",
  data: { messageId, personId, channel, attempt, until: plusMs(at, CLAIM_MS) },
});
const failed = (
  code: string,
  action: SendFailure["action"],
  retryAfterMs: number | null = null,
): SendFailure => ({
  code,
  action,
  retryAfterMs,
});
const turn = (facts: readonly Step[], now: Instant, recipient: Recipient | null = LUCHA) =>
  turnOf(messageOf(facts), recipient, now, 0.5);

Deno.test("a message that is due is tried by its first channel, and by the next one where that has no address", () => {
  assert.deepEqual(turn([QUEUED], NOON), { type: "try", fact: attempted(1, "whatsapp") });
  const mailOnly = { personId, usable: new Set<Channel>(["email"]) };
  assert.deepEqual(turn([QUEUED], NOON, mailOnly), { type: "try", fact: attempted(1, "email") });
});

Deno.test("nothing is tried before its time, and nothing after it", () => {
  assert.deepEqual(turn([QUEUED], plusMs(NOON, -1)), { type: "wait" });
  const late = plusMs(queuedOf().notAfter, 1);
  assert.deepEqual(turn([QUEUED], late), {
    type: "first",
    facts: [{ type: "MessageSuppressed", data: { messageId, reason: "too_late" } }],
  });
});

Deno.test("nobody to write to: it is not sent, and that is a fact", () => {
  for (const recipient of [null, { personId, usable: new Set<Channel>() }]) {
    assert.deepEqual(turn([QUEUED], NOON, recipient), {
      type: "first",
      facts: [{ type: "MessageSuppressed", data: { messageId, reason: "no_address" } }],
    });
  }
});

Deno.test("the night is quiet from nine to eight in Lima, but for what has an hour of its own", () => {
  const at = (time: string) => `2026-12-08T${time}:00.000Z` as Instant; // five hours ahead of Lima
  assert.deepEqual(
    [at("01:59"), at("02:00"), at("12:59"), at("13:00")].map(isQuiet),
    [false, true, true, false],
  );
  const notice: Step = { type: "MessageQueued", data: queuedOf({ kind: "overdue_6" }) };
  assert.deepEqual(turn([notice], at("02:00")), { type: "wait" });
  assert.equal(turn([notice], at("01:59")).type, "try");
  assert.equal(turn([QUEUED], at("02:00")).type, "try");
  assert.equal(nextMorning(at("02:00")), at("13:00"), "still the seventh in Lima");
  assert.equal(nextMorning(at("05:00")), "2026-12-09T13:00:00.000Z");
});

const failing = (facts: readonly Step[], failure: SendFailure, usable = ALL) => {
  const state = messageOf(facts);
  return afterFailure(state, state.tries.length, failure, usable, NOON, 0.5);
};
const next = (steps: readonly Step[]) => steps[0]?.type === "MessageFailed" ? steps[0].data.next : undefined;

Deno.test("a failure leads to the same channel later, to the next one, or to a dead letter", () => {
  const once = [QUEUED, attempted(1, "whatsapp")];
  assert.deepEqual(next(failing(once, failed("131000", "retry"))), {
    channel: "whatsapp",
    at: plusMs(NOON, 30_000),
  });
  assert.deepEqual(next(failing(once, failed("131026", "next_channel"))), { channel: "sms", at: NOON });
  const noSms: Usable = new Set<Channel>(["whatsapp", "email"]);
  assert.deepEqual(next(failing(once, failed("131026", "next_channel"), noSms)), {
    channel: "email",
    at: NOON,
  });
  const alone: Usable = new Set<Channel>(["whatsapp"]);
  assert.deepEqual(next(failing(once, failed("131049", "not_today"), alone)), {
    channel: "whatsapp",
    at: nextMorning(NOON),
  });
  assert.deepEqual(next(failing(once, failed("190", "page"), alone)), {
    channel: "whatsapp",
    at: plusMs(NOON, 3_600_000),
  });
  for (const action of ["next_channel", "fix"] as const) {
    const [said, end] = failing(once, failed("132001", action), alone);
    assert.deepEqual([next([said!]), end], [null, {
      type: "MessageGivenUp",
      data: { messageId, code: "132001" },
    }]);
  }
});

Deno.test("back-off is exponential with full jitter, capped, and never before the carrier said", () => {
  const wait = (n: number, after: number | null, random: number) =>
    epochMsOf(retryAt(NOON, n, after, random)) - epochMsOf(NOON);
  assert.deepEqual([1, 2, 3, 10].map((n) => wait(n, null, 0.999_999)), [59_999, 119_999, 239_999, 3_599_996]);
  assert.equal(wait(3, null, 0), 0);
  assert.equal(wait(1, 90_000, 0.5), 90_000);
});

Deno.test("a channel is tried so often and no more", () => {
  const tries = Array.from({ length: TRIES_MAX }, (_, i): Step[] => [
    attempted(i + 1, "whatsapp"),
    {
      type: "MessageFailed",
      data: {
        messageId,
        channel: "whatsapp",
        attempt: i + 1,
        code: "131000",
        action: "retry",
        next: { channel: "whatsapp", at: NOON },
      },
    },
  ]).flat();
  assert.deepEqual(next(failing([QUEUED, ...tries.slice(0, -1)], failed("131000", "retry"))), {
    channel: "sms",
    at: NOON,
  });
  assert.equal(
    next(failing([QUEUED, ...tries.slice(0, -3)], failed("131000", "retry")))?.channel,
    "whatsapp",
  );
});

Deno.test("a try that was cut off is made once more; cut off again, the next channel has its turn", () => {
  const cold = plusMs(NOON, CLAIM_MS), once = [QUEUED, attempted(1, "whatsapp")];
  assert.deepEqual(turn(once, plusMs(cold, -1)), { type: "wait" }, "somebody may still be at it");
  const first = turn(once, cold);
  assert.ok(first.type === "first");
  assert.equal(next(first.facts)?.channel, "whatsapp");
  const twice = [...once, ...first.facts, attempted(2, "whatsapp", cold)];
  const second = turn(twice, plusMs(cold, CLAIM_MS));
  assert.ok(second.type === "first");
  assert.deepEqual(next(second.facts)?.channel, "sms");
});

Deno.test("taken and never heard of again: after hours the next channel, and none where there is none", () => {
  const taken = afterTaken(messageOf([QUEUED, attempted(1, "whatsapp")]), 1, "wamid.1", ALL, NOON);
  const sent = [QUEUED, attempted(1, "whatsapp"), ...taken];
  assert.deepEqual(turn(sent, plusMs(NOON, SILENCE_MS - 1)), { type: "wait" });
  const silent = turn(sent, plusMs(NOON, SILENCE_MS));
  assert.ok(silent.type === "first");
  assert.equal(next(silent.facts)?.channel, "sms");
  const alone = afterTaken(messageOf([QUEUED, attempted(1, "whatsapp")]), 1, "wamid.1", new Set(), NOON);
  assert.equal(alone[0]?.type === "MessageSent" && alone[0].data.lookAgainAt, null);
});

Deno.test("a late word of delivery ends what had failed, and a late failure ends nothing that arrived", () => {
  const sent = [
    QUEUED,
    attempted(1, "whatsapp"),
    ...afterTaken(
      messageOf([QUEUED, attempted(1, "whatsapp")]),
      1,
      "wamid.1",
      ALL,
      NOON,
    ),
  ];
  const lost = [...sent, ...failing(sent, failed("131026", "next_channel"))];
  const found = [...lost, ...afterArrival(messageOf(lost), 1, "wamid.1", false)];
  assert.deepEqual(turn(found, plusMs(NOON, 60_000)), { type: "wait" }, "no SMS after it did arrive");
  assert.deepEqual(failing(found, failed("131026", "next_channel")), []);
  assert.deepEqual(afterArrival(messageOf(found), 1, "wamid.1", false), []);
});

Deno.test("a failure of an older try is old: the one that runs now goes on", () => {
  const cold = plusMs(NOON, CLAIM_MS), once = [QUEUED, attempted(1, "whatsapp")], cut = turn(once, cold);
  assert.ok(cut.type === "first");
  const state = messageOf([...once, ...cut.facts, attempted(2, "whatsapp", cold)]);
  assert.deepEqual(afterFailure(state, 1, failed("131026", "next_channel"), ALL, cold, 0), []);
  assert.equal(afterFailure(state, 2, failed("131026", "next_channel"), ALL, cold, 0).length, 1);
});

/** Everything a carrier may say of one message it took. */
const WORDS = ["sent", "delivered", "read", "failed", "delivered", "sent", "read"] as const;

Deno.test("in whatever order and however often a carrier says it, a message that arrived has arrived once", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...WORDS], { minLength: 1 }), fc.boolean(), (said, ownFirst) => {
      let facts: readonly Step[] = [QUEUED, attempted(1, "whatsapp")];
      const own = () => [...facts, ...afterTaken(messageOf(facts), 1, "wamid.1", ALL, NOON)];
      if (ownFirst) facts = own();
      for (const word of said) {
        const state = messageOf(facts);
        const steps = word === "failed"
          ? afterFailure(state, 1, failed("131026", "next_channel"), ALL, NOON, 0)
          : word === "sent"
          ? afterTaken(state, 1, "wamid.1", ALL, NOON)
          : afterArrival(state, 1, "wamid.1", word === "read");
        facts = [...facts, ...steps];
      }
      facts = own();
      const count = (type: Step["type"]) => facts.filter((fact) => fact.type === type).length;
      const arrived = said.includes("delivered") || said.includes("read");
      assert.equal(count("MessageDelivered"), arrived ? 1 : 0);
      assert.equal(count("MessageRead"), said.includes("read") ? 1 : 0);
      assert.ok(count("MessageSent") <= 1 && count("MessageFailed") <= 1);
      const { over, next } = messageOf(facts);
      assert.equal(over, arrived);
      assert.equal(next !== null, !arrived && said.includes("failed"));
    }),
    { numRuns: 2_000, seed: 20_261_126 },
  );
});
