import assert from "node:assert/strict";
import { toBase64 } from "../../kernel/base64.ts";
import { type Lease, signLease } from "../../kernel/lease.ts";
import type { Instant } from "../../kernel/time.ts";
import { newerLease, standingAt } from "./membership.ts";

const at = (day: number, hour = 12) =>
  `2026-11-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00.000Z` as Instant;
const lease = (rest: Partial<Lease> = {}): Lease => ({
  shop: "minimarket-lucha",
  seq: 4,
  issuedAt: at(20),
  notAfter: at(27),
  policy: "open",
  reason: "",
  ...rest,
});

Deno.test("a lease lets sell until its end, warns a day before, and a blocked one stops at once", () => {
  assert.deepEqual(standingAt(null, at(20)), { state: "open" });
  assert.deepEqual(standingAt(lease(), at(26, 11)), { state: "open" });
  assert.deepEqual(standingAt(lease(), at(26, 13)), { state: "ending", notAfter: at(27) });
  assert.deepEqual(standingAt(lease(), at(27, 13)), { state: "over", notAfter: at(27) });
  assert.deepEqual(standingAt(lease({ policy: "blocked", reason: "Tu plan venció" }), at(21)), {
    state: "blocked",
    reason: "Tu plan venció",
  });
});

Deno.test("the newest lease the platform signed is kept: an old one, a forged one and one of another key open nothing", async () => {
  const keys = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const platform = toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  const stranger = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const open = await signLease(keys.privateKey, lease());
  const blocked = await signLease(keys.privateKey, lease({ seq: 5, policy: "blocked" }));
  const forged = await signLease(stranger.privateKey, lease({ seq: 9 }));
  assert.equal(await newerLease(null, open, platform, "minimarket-lucha"), open);
  assert.equal(await newerLease(null, open, platform, "bodega-ana"), null, "another shop's");
  assert.equal(await newerLease(open, blocked, platform, "minimarket-lucha"), blocked);
  assert.equal(
    await newerLease(blocked, open, platform, "minimarket-lucha"),
    blocked,
    "an old one played back",
  );
  assert.equal(await newerLease(blocked, forged, platform, "minimarket-lucha"), blocked);
  assert.equal(
    await newerLease(
      blocked,
      { ...open, text: open.text.replace("\n4\n", "\n8\n") },
      platform,
      "minimarket-lucha",
    ),
    blocked,
  );
  assert.equal(
    await newerLease(null, open, null, "minimarket-lucha"),
    null,
    "a till that was never paired knows no platform",
  );
});
