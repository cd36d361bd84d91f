import assert from "node:assert/strict";
import { EnvironmentError, readEnvironment } from "../config.ts";

Deno.test("nothing is needed: every variable has its default", () => {
  const environment = readEnvironment({});
  assert.equal(environment.CASERITO_ENV, "production");
  assert.equal(environment.CASERITO_BASE_DOMAIN, "localhost:8000");
  assert.equal(environment.CASERITO_WORKERS, true);
});

Deno.test("the base domain follows the port", () => {
  assert.equal(readEnvironment({ CASERITO_PORT: "9000" }).CASERITO_BASE_DOMAIN, "localhost:9000");
});

for (
  const [name, value] of [
    ["CASERITO_PORT", "ocho mil"],
    ["CASERITO_PORT", "70000"],
    ["CASERITO_ENV", "pruebas"],
    ["CASERITO_BASE_DOMAIN", "https://caserito.test/"],
    ["CASERITO_METRICS_TOKEN", "corto"],
    ["CASERITO_WORKERS", "quizás"],
    ["CASERITO_DB_URL", "ayer"],
    ["CASERITO_DB_SIGNING_KEY", "una-llave-que-no-es"],
  ] as const
) {
  Deno.test(`a wrong ${name} is named and its value is not repeated: ${value}`, () => {
    assert.throws(() => readEnvironment({ [name]: value }), (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.match(error.message, new RegExp(`^${name}: `));
      assert.ok(!error.message.includes(value));
      return true;
    });
  });
}

Deno.test("a server of databases needs its admin address too", () => {
  assert.throws(() => readEnvironment({ CASERITO_DB_URL: "http://127.0.0.1:8080" }), /CASERITO_DB_ADMIN_URL/);
});

Deno.test("one token for all databases and a key for each one's own do not go together", () => {
  const key = Uint8Array.fromHex(`302e020100300506032b657004220420${"07".repeat(32)}`).toBase64();
  assert.equal(readEnvironment({ CASERITO_DB_SIGNING_KEY: key }).CASERITO_DB_SIGNING_KEY, key);
  assert.throws(
    () => readEnvironment({ CASERITO_DB_SIGNING_KEY: key, CASERITO_DB_TOKEN: "x" }),
    /^EnvironmentError: CASERITO_DB_TOKEN: not beside CASERITO_DB_SIGNING_KEY/,
  );
});
