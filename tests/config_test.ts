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
