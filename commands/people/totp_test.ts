import assert from "node:assert/strict";
import { instantOf } from "../../kernel/time.ts";
import { newTotpSecret, totpOf, totpStep } from "./totp.ts";

/** `12345678901234567890` of RFC 6238, appendix B, in base32. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

Deno.test("one-time passwords are those of RFC 6238, appendix B", async () => {
  for (
    const [seconds, code] of [
      [59, "287082"],
      [1111111109, "081804"],
      [1111111111, "050471"],
      [1234567890, "005924"],
      [2000000000, "279037"],
      [20000000000, "353130"],
    ] as const
  ) assert.equal(await totpOf(SECRET, Math.floor(seconds / 30)), code);
});

Deno.test("a code is good for its half minute and the ones beside it", async () => {
  const at = (seconds: number) => totpStep(SECRET, "287082", instantOf(seconds * 1000));
  assert.deepEqual([await at(0), await at(59), await at(89), await at(90), await at(1000)], [
    1,
    1,
    1,
    null,
    null,
  ]);
});

Deno.test("a secret is 32 letters an app can read, and no two are alike", () => {
  assert.match(newTotpSecret(), /^[A-Z2-7]{32}$/);
  assert.notEqual(newTotpSecret(), newTotpSecret());
});
