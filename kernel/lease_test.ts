import assert from "node:assert/strict";
import { toBase64 } from "./base64.ts";
import { type Lease, leaseText, parseLease, signedLease, signLease } from "./lease.ts";
import { instantOf, plusMs } from "./time.ts";

const LEASE: Lease = {
  shop: "minimarket-lucha",
  seq: 12,
  issuedAt: instantOf(1_795_388_700_000),
  notAfter: plusMs(instantOf(1_795_388_700_000), 7 * 86_400_000),
  policy: "blocked",
  reason: "Plan vencido el 20 de noviembre",
};
const TEXT =
  "caserito-lease/1\nminimarket-lucha\n12\n2026-11-22T23:05:00.000Z\n2026-11-29T23:05:00.000Z\nblocked\n" +
  "Plan vencido el 20 de noviembre";

Deno.test("golden: the text of a lease, read back as it was", () => {
  assert.equal(leaseText(LEASE), TEXT);
  assert.deepEqual(parseLease(TEXT), LEASE);
  assert.deepEqual(parseLease(leaseText({ ...LEASE, reason: "" })), { ...LEASE, reason: "" });
  assert.equal(leaseText({ ...LEASE, reason: "a\r\nb" }).split("\n")[6], "a b");
});

Deno.test("a text that is not exactly a lease is none", () => {
  const bent = [
    "",
    `${TEXT}\n`,
    TEXT.replace("/1", "/2"),
    TEXT.replace("12", "012"),
    TEXT.replace("12", "1.5"),
    TEXT.replace("blocked", "closed"),
    TEXT.replace("2026-11-22", "2026-13-22"),
    TEXT.split("\n").slice(0, 6).join("\n"),
  ];
  for (const text of bent) assert.equal(parseLease(text), null, text);
});

Deno.test("only the platform's signature makes a lease", async () => {
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  const signed = await signLease(keys.privateKey, LEASE);
  assert.deepEqual(await signedLease(signed, publicKey), LEASE);
  const longer = { ...signed, text: signed.text.replace("11-29", "12-29") };
  assert.equal(await signedLease(longer, publicKey), null);
  assert.equal(await signedLease(signed, toBase64(new Uint8Array(32).fill(1))), null);
});
