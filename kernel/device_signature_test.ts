import assert from "node:assert/strict";
import { toBase64 } from "./base64.ts";
import {
  commandHash,
  commandSigned,
  commandStatement,
  pairingStatement,
  signCommand,
  type SignedPlace,
} from "./device_signature.ts";
import type { PushCommand } from "./sync.ts";
import { instantOf } from "./time.ts";

const COMMAND = {
  cmdId: "0198c0de-0000-7000-8000-0000000000cc",
  seq: 7,
  type: "MoveCash",
  payloadVersion: 1,
  payload: { reason: "Pago al panadero", amountCentimos: 1500 },
  occurredAt: instantOf(1_795_388_700_000),
  cashierId: "0198c0de-0000-7000-8000-0000000000bb",
  appBuild: "a",
  prevHash: null,
} as unknown as PushCommand;
/** For ever: every tablet's chain depends on it. Never edit, only add. */
const HASH = "1539ed5ced5abfb6a911cecae47ff33334d9e796e65b18cd4f2b2aa82701e0f4";

const PLACE: SignedPlace = {
  origin: "caserito.test/t/lucha",
  deviceId: "tablet-1",
  seq: 7,
  prevHash: null,
  hash: "ab".repeat(32),
};

Deno.test("golden: the hash of a command, and that the machine it was made on is no part of it", async () => {
  assert.equal(await commandHash(COMMAND), HASH);
  const elsewhere = { ...COMMAND, appBuild: "b", monotonicMs: 5, serverOffsetMs: -3, sig: "A" };
  assert.equal(await commandHash(elsewhere), HASH);
  assert.notEqual(await commandHash({ ...COMMAND, prevHash: "00".repeat(32) }), HASH);
});

Deno.test("golden: what a device signs", () => {
  assert.equal(
    commandStatement(PLACE),
    `caserito-command/1\ncaserito.test/t/lucha\ntablet-1\n7\n-\n${"ab".repeat(32)}`,
  );
  assert.equal(
    commandStatement({ ...PLACE, prevHash: "cd".repeat(32) }).split("\n")[4],
    "cd".repeat(32),
  );
  assert.equal(pairingStatement("tablet-1", "cHVibGlj", null), "caserito-device/1\ntablet-1\ncHVibGlj\n-");
});

Deno.test("a signature holds for its key and its place, and for no other", async () => {
  const pair = async () => {
    const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
    return { privateKey: keys.privateKey, publicKey: toBase64(raw) };
  };
  const [own, other] = [await pair(), await pair()];
  const sig = await signCommand(own.privateKey, PLACE);
  assert.match(sig, /^[A-Za-z0-9+/]{86}==$/);
  assert.equal(await commandSigned(own.publicKey, PLACE, sig), true);
  assert.equal(await commandSigned(other.publicKey, PLACE, sig), false);
  const changes: Partial<SignedPlace>[] = [
    { origin: "caserito.test/t/rosa" },
    { deviceId: "tablet-2" },
    { seq: 8 },
    { prevHash: "00".repeat(32) },
    { hash: "00".repeat(32) },
  ];
  for (const change of changes) {
    assert.equal(await commandSigned(own.publicKey, { ...PLACE, ...change }, sig), false);
  }
  for (const [key, text] of [["", sig], ["%%", sig], [own.publicKey, ""], [own.publicKey, sig.slice(4)]]) {
    assert.equal(await commandSigned(key!, PLACE, text!), false);
  }
});
