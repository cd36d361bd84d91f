import assert from "node:assert/strict";
import { redacted, redactedError } from "./redact.ts";

Deno.test("secrets, e-mails and phones leave a log's text, and the rest stays", () => {
  const token = "k".repeat(43);
  for (
    const [text, expected] of [
      ["Authorization: Bearer abc.def-1", "Authorization: [oculto] [oculto]"],
      ["sent Bearer abc.def-1 twice", "sent Bearer [oculto] twice"],
      [`cookie caserito=${token}; Path=/`, "cookie caserito=[oculto]; Path=/"],
      [`__Host-caserito=${token}`, "__Host-caserito=[oculto]"],
      ['{"pin":"1234","personId":"p"}', '{"pin":"[oculto]","personId":"p"}'],
      ["password=una+clave&email=lucha@caserito.test", "password=[oculto]&email=[correo]"],
      [`token ${token} of nobody`, "token [oculto] of nobody"],
      ["call 987654321 or +51 987 654 321", "call [celular] or [celular]"],
    ] as const
  ) assert.equal(redacted(text), expected);
});

Deno.test("what an operator needs is left: ids, positions, amounts, barcodes, hashes", () => {
  for (
    const text of [
      "shop 01990000-9999-7abc-8def-0123456789ab at pos 987654",
      "barcode 7750182987654 total 12345",
      "UNIQUE constraint failed: event.id",
      `root ${"a1".repeat(32)}`,
      "at file:///srv/caserito/node_modules/.deno/hono@4.13.19/node_modules/hono/dist/compose.js:35:17",
    ]
  ) assert.equal(redacted(text), text);
});

Deno.test("an error is redacted with its stack and its causes", () => {
  const error = new TypeError("no rosa@caserito.test", { cause: new Error("pin: 4321") });
  const copy = redactedError(error);
  assert.equal(copy.name, "TypeError");
  assert.equal(copy.message, "no [correo]");
  assert.ok(!copy.stack!.includes("rosa@") && /redact_test/.test(copy.stack!));
  assert.equal((copy.cause as Error).message, "pin: [oculto]");
});
