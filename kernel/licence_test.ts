import assert from "node:assert/strict";
import { toBase64 } from "./base64.ts";
import { signText } from "./device_signature.ts";
import { type Licence, licenceFile, licenceOfFile, licenceText } from "./licence.ts";
import type { Instant } from "./time.ts";

const licence: Licence = {
  licenceId: "0192f0c1-0000-7000-8000-000000000001",
  shop: "bodega-ana",
  computers: 2,
  issuedAt: "2026-11-26T15:00:00.000Z" as Instant,
};

async function keys() {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { publicKey: toBase64(raw), privateKey: pair.privateKey };
}

Deno.test("a licence is known by the public key alone, and no changed byte of it is", async () => {
  const { publicKey, privateKey } = await keys(), other = await keys();
  const file = licenceFile(licence, await signText(privateKey, licenceText(licence)));
  assert.deepEqual(await licenceOfFile(file, publicKey), licence);
  assert.deepEqual(
    await licenceOfFile(file.trimEnd(), publicKey),
    licence,
    "an editor may take the last line break",
  );
  assert.equal(await licenceOfFile(file, other.publicKey), null);
  for (
    const forged of [
      file.replace("\n2\n", "\n9\n"),
      file.replace("bodega-ana", "bodega-luz"),
      file.replace("\n\nsig", "\nx\n\nsig"),
      licenceText(licence),
      "",
    ]
  ) assert.equal(await licenceOfFile(forged, publicKey), null, forged);
});
