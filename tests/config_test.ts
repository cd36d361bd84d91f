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
    ["CASERITO_STRIPE_KEY", "dos palabras"],
    ["CASERITO_STRIPE_WEBHOOK_SECRET", "whsec_largo_y_bueno,corto"],
    ["CASERITO_STRIPE_API_URL", "http://stripe.example.test"],
    ["CASERITO_CULQI_API_URL", "https://culqi.example.test/v2"],
    ["CASERITO_CULQI_WEBHOOK_PATH", "corto-y-facil"],
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

Deno.test("half of a provider's keys is a mistake that names what is missing", () => {
  const missing = (variables: Record<string, string>) => {
    try {
      readEnvironment(variables);
      return null;
    } catch (error) {
      assert.ok(error instanceof EnvironmentError);
      return error.message;
    }
  };
  const key = "sk_test_of_nobody", path = "camino-que-nadie-adivina-0123456789abcdef";
  assert.equal(
    missing({ CASERITO_STRIPE_KEY: key }),
    "CASERITO_STRIPE_WEBHOOK_SECRET: needed with CASERITO_STRIPE_KEY",
  );
  assert.equal(
    missing({ CASERITO_MERCADOPAGO_TOKEN: key, CASERITO_MERCADOPAGO_WEBHOOK_SECRET: key }),
    "CASERITO_MERCADOPAGO_PUBLIC_KEY: needed with CASERITO_MERCADOPAGO_TOKEN",
  );
  assert.equal(
    missing({ CASERITO_CULQI_PUBLIC_KEY: key, CASERITO_CULQI_WEBHOOK_PATH: path }),
    "CASERITO_CULQI_SECRET_KEY: needed with CASERITO_CULQI_PUBLIC_KEY",
  );
});

Deno.test("two secrets of a webhook stand beside each other while one replaces the other", () => {
  const { CASERITO_STRIPE_WEBHOOK_SECRET: secrets } = readEnvironment({
    CASERITO_STRIPE_KEY: "sk_test_of_nobody",
    CASERITO_STRIPE_WEBHOOK_SECRET: "whsec_first_of_two, whsec_second_of_two",
  });
  assert.deepEqual(secrets, ["whsec_first_of_two", "whsec_second_of_two"]);
});
