import assert from "node:assert/strict";
import fc from "fast-check";
import { embeddedBackend } from "./embedded_backend.ts";
import { parseTenantId } from "./tenant_id.ts";

Deno.test("a tenant id is what may stand in a path and in a namespace (ledger T4)", () => {
  for (
    const id of ["lucha", "minimarket-lucha", "01a2059b-e60c-7374-8ae4-a38cfca4a021", "a1b", "x".repeat(63)]
  ) {
    assert.equal(parseTenantId(id), id);
  }
  const refused = [
    ...["", "a", "ab", "..", "../lucha", "lucha/..", "a/b", "a\\b", "/etc/passwd", "lucha.db", ".lucha"],
    ...["lucha\0", "\0lucha", "%2e%2e", "lucha%2f", "lucha\n", " lucha", "lucha ", "lu cha", "lucha:80"],
    ...["default", "control", "127", "1234567", "-lucha", "lucha-", "Lucha", "LUCHA", "lu_cha"],
    ...[
      "x".repeat(64),
      "x".repeat(255),
      "luchа", /* Cyrillic а */
      "peñita",
      "lucha\u200b",
      "ｌucha",
      "🛒🛒🛒",
    ],
  ];
  for (const id of refused) assert.equal(parseTenantId(id), null, JSON.stringify(id));
});

Deno.test("no text at all becomes an id with anything but small letters, digits and hyphens", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
    const id = parseTenantId(text);
    assert.ok(id === null || /^[a-z0-9-]{3,63}$/.test(id));
  }));
});

Deno.test("asking for a shop that does not exist makes no file", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-id-" });
  try {
    assert.equal(await embeddedBackend(dir, 4).exists(parseTenantId("nobody")!), false);
    assert.deepEqual([...Deno.readDirSync(dir)], []);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
