import assert from "node:assert/strict";
import { epochMsOf, type Instant, instantOf } from "../../kernel/time.ts";
import { atOf, type Known, type KnownOf } from "./account.ts";
import { moments, randomHistory, shuffled } from "./histories.ts";
import { membershipStatus, STATES } from "./status.ts";

/** `CASERITO_HISTORIES=1000000 deno task test domain/membership` for a night; the first seed may be given too. */
const COUNT = Number(Deno.env.get("CASERITO_HISTORIES") ?? 20_000);
const FIRST = Number(Deno.env.get("CASERITO_SEED") ?? 1);
const HOUR = 3_600_000;

const ofType = <Type extends Known["fact"]["type"]>(known: readonly Known[], type: Type) =>
  known.filter(({ fact }) => fact.type === type) as readonly Known[] as readonly KnownOf<Type>[];
const rung = (state: string) => Math.max(1, STATES.indexOf(state as (typeof STATES)[number]));

/** What must be true of a block, told without the code under test: the money, the notices, what was in flight. */
function wrongfulBlock(facts: readonly Known[], at: Instant): string | null {
  const now = epochMsOf(at);
  const told = facts.filter((fact) => epochMsOf(fact.recordedAt) <= now && atOf(fact) <= now);
  const paid = ofType(told, "PaymentReceived").reduce((sum, { fact }) => sum + fact.data.amountCentimos, 0) +
    ofType(told, "CreditGranted").reduce((sum, { fact }) => sum + fact.data.amountCentimos, 0);
  const billed = ofType(told, "InvoiceIssued").reduce((sum, { fact }) => sum + fact.data.amountCentimos, 0);
  const takenBack = ofType(told, "PaymentRefunded").length + ofType(told, "DisputeClosed").length;
  if (takenBack === 0 && paid >= billed) return "nothing is owed";
  const channels = new Map<string, Set<string>>();
  for (const entry of ofType(told, "NoticeDelivered")) {
    if (atOf(entry) > now - 24 * HOUR) continue;
    const { invoiceId, channel } = entry.fact.data;
    channels.set(invoiceId, (channels.get(invoiceId) ?? new Set()).add(channel));
  }
  if (![...channels.values()].some(({ size }) => size >= 2)) {
    return "nobody was told a day before on two channels";
  }
  return null;
}

Deno.test(`${COUNT} random histories from seed ${FIRST}: one status for one set, no wrongful block, no skipped step`, () => {
  let blocks = 0, looked = 0, steps = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const facts = randomHistory(seed), again = shuffled(facts, seed + 7);
    for (const moment of moments(facts, seed) as Instant[]) {
      const where = `seed ${seed} at ${moment}`, status = membershipStatus(facts, moment);
      looked++;
      if (looked % 4 === 0) {
        assert.deepEqual(membershipStatus(again, moment), status, `${where}: another order`);
      }
      if (status.state === "BLOCKED") {
        blocks++;
        assert.equal(wrongfulBlock(facts, moment), null, where);
        assert.ok(status.because.length > 0 && status.debtCentimos > 0, where);
      }
      if (looked % 16 === 0) steps += followed(facts, moment, where);
    }
  }
  assert.ok(
    blocks > COUNT / 20 && steps > COUNT / 20,
    `too tame to prove anything: ${blocks} blocks, ${steps} steps`,
  );
});

/** Walks the changes that come by themselves: only down, one rung at a time and a day apart, except where something ends. */
function followed(facts: readonly Known[], from: Instant, where: string): number {
  const known = facts.filter((fact) => fact.recordedAt <= from && atOf(fact) <= epochMsOf(from));
  const ends = new Set(
    ofType(known, "PaymentClaimed").map((entry) => instantOf(atOf(entry) + 24 * HOUR)),
  );
  let status = membershipStatus(known, from), steps = 0;
  for (; status.nextChangeAt !== null && steps < 8; steps++) {
    const next = membershipStatus(known, status.nextChangeAt);
    assert.notEqual(next.state, status.state, where);
    assert.equal(next.since, status.nextChangeAt, `${where}: since`);
    if (!ends.has(status.nextChangeAt)) {
      assert.equal(
        rung(next.state),
        rung(status.state) + (status.state === "TRIAL" && next.state === "ACTIVE" ? 0 : 1),
        `${where}: ${status.state} to ${next.state}`,
      );
      const stayed = epochMsOf(status.nextChangeAt) - epochMsOf(status.since);
      const before = membershipStatus(known, instantOf(epochMsOf(status.since) - 1)).state;
      // Whoever pays the oldest invoice stands at once where the next one stood already, and goes on from there.
      if (rung(status.state) > rung(before)) {
        assert.ok(stayed >= 24 * HOUR, `${where}: ${status.state} for ${stayed} ms`);
      }
    }
    const between = instantOf(epochMsOf(status.nextChangeAt) - 1);
    assert.equal(membershipStatus(known, between).state, status.state, `${where}: nothing changes before`);
    status = next;
  }
  return steps;
}
