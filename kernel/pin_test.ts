import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { deviceVerifier, PIN_ITERATIONS, pinFits, pinRoot, sameSecret } from "./pin.ts";

const SALT = btoa("sixteen bytes 16"), DEVICE = btoa("device salt of16");

Deno.test("the root of a PIN is PBKDF2-HMAC-SHA256, as another implementation makes it", async () => {
  const other = pbkdf2Sync("1234", atob(SALT), PIN_ITERATIONS, 32, "sha256").toString("base64");
  assert.equal(await pinRoot("1234", SALT), other);
});

Deno.test("a device accepts the PIN and refuses the next one", async () => {
  const verifier = await deviceVerifier(await pinRoot("1234", SALT, 10), DEVICE);
  const held = { salt: SALT, iterations: 10, deviceSalt: DEVICE, verifier };
  assert.equal(await pinFits("1234", held), true);
  assert.equal(await pinFits("1235", held), false);
  assert.equal(await pinFits("1234", { ...held, deviceSalt: btoa("another device's") }), false);
});

Deno.test("secrets are the same only whole", () => {
  assert.equal(sameSecret("abc", "abc"), true);
  assert.equal(sameSecret("abc", "abd"), false);
  assert.equal(sameSecret("abc", "abcd"), false);
  assert.equal(sameSecret("", "a"), false);
});
