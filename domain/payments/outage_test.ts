import assert from "node:assert/strict";
import { instantOf } from "../../kernel/time.ts";
import { expiryOf, type Outage, outagesOfFacts, outNow } from "./outage.ts";

const min = (n: number) => instantOf(n * 60_000);
const out = (from: number, to: number | null, wallet: Outage["wallet"] = "yape"): Outage => ({
  wallet,
  startedAt: min(from),
  endedAt: to === null ? null : min(to),
});
const expiry = (...outages: Outage[]) =>
  expiryOf({ openedAt: min(100), expiresAt: min(130), wallets: ["yape"] }, outages);

Deno.test("outages: their minutes do not count, each once, and while one lasts nothing expires", () => {
  assert.equal(expiry(), min(130));
  assert.equal(expiry(out(110, 115)), min(135));
  assert.equal(expiry(out(90, 105)), min(135), "only what was within");
  assert.equal(expiry(out(90, 99)), min(130));
  assert.equal(expiry(out(110, 120), out(112, 125, "plin")), min(140), "another wallet's is none of its own");
  assert.equal(
    expiry(out(105, 120), out(140, 145)),
    min(150),
    "the second one fell in the time the first one gave",
  );
  assert.equal(expiry(out(105, 120), out(110, 125)), min(150), "a minute that two share is one");
  assert.equal(expiry(out(131, 140)), min(130), "it was over before that");
  assert.equal(expiry(out(120, null)), null);
  assert.equal(expiry(out(131, null)), min(130));
});

Deno.test("outages: declared and ended in turn", () => {
  const reason = "lo dice la prensa", wallet = "yape" as const;
  const outages = outagesOfFacts([
    { type: "WalletOutageDeclared", data: { wallet, startedAt: min(1), reason } },
    { type: "WalletOutageEnded", data: { wallet, endedAt: min(2), reason } },
    { type: "WalletOutageDeclared", data: { wallet, startedAt: min(5), reason } },
  ]);
  assert.deepEqual(outages, [out(1, 2), out(5, null)]);
  assert.deepEqual(outNow(outages), ["yape"]);
});
