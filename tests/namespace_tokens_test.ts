import assert from "node:assert/strict";
import { registerSale } from "../commands/sale/register_sale.ts";
import { EnvironmentError, readEnvironment } from "../config.ts";
import { openServices } from "../compose.ts";
import { isFault } from "../events/store/driver.ts";
import { namespaceTokens, type TokenAccess } from "../events/store/namespace_tokens.ts";
import { RemoteDriver } from "../events/store/remote_driver.ts";
import { HandClock } from "./support/hand_clock.ts";
import { shopOver } from "./support/shop_over.ts";
import { startSqld } from "./support/sqld.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";

const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
const exported = async (form: "raw" | "pkcs8", key: CryptoKey) =>
  new Uint8Array(await crypto.subtle.exportKey(form, key));
const signingKey = (await exported("pkcs8", pair.privateKey)).toBase64();
const publicKey = (await exported("raw", pair.publicKey)).toBase64({
  alphabet: "base64url",
  omitPadding: true,
});
const server = await startSqld({ SQLD_AUTH_JWT_KEY: publicKey });
Deno.test.afterAll(() => server?.stop());

interface Claims {
  readonly id?: string;
  readonly a?: string;
  readonly exp?: number;
  readonly iat?: number;
}
const claimsOf = (token: string): Claims =>
  JSON.parse(
    new TextDecoder().decode(Uint8Array.fromBase64(token.split(".")[1]!, { alphabet: "base64url" })),
  );

Deno.test("a token names its namespace, what it may and its end, and is kept for half its life", async () => {
  const clock = new HandClock(), tokens = namespaceTokens(signingKey, clock);
  const first = await tokens.tokenFor("bodega-ana", "ro"), { id, a, exp = 0, iat = 0 } = claimsOf(first);
  assert.deepEqual([id, a, exp - iat], ["bodega-ana", "ro", 600]);
  assert.notEqual(await tokens.tokenFor("bodega-ana", "rw"), first);
  assert.notEqual(await tokens.tokenFor("bodega-bea", "ro"), first);
  clock.forward(299_000);
  assert.equal(await tokens.tokenFor("bodega-ana", "ro"), first);
  clock.forward(1_000);
  assert.notEqual(await tokens.tokenFor("bodega-ana", "ro"), first);
});

const variables = () => ({
  CASERITO_ENV: "test",
  CASERITO_BASE_DOMAIN: "caserito.test",
  CASERITO_DB_URL: server!.url,
  CASERITO_DB_ADMIN_URL: server!.adminUrl,
});

/** Every token that goes to the server while `work` runs, with the namespace that was asked. */
async function tokensSent(
  work: () => Promise<void>,
): Promise<{ namespace: string; claims: Claims; sql: string }[]> {
  const sent: { namespace: string; claims: Claims; sql: string }[] = [], { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const named = request.headers.get("x-namespace-bin");
    if (named !== null) {
      const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
      const sql = await request.clone().text();
      sent.push({ namespace: atob(named), claims: token === "" ? {} : claimsOf(token), sql });
    }
    return await fetch(request);
  };
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
  return sent;
}

Deno.test({
  name: "a shop sells with tokens of its own alone, and what only reads goes out with one that only reads",
  ignore: server === null,
  async fn() {
    const dir = await Deno.makeTempDir({ prefix: "caserito-tokens-" });
    const clock = new HandClock();
    const services = await openServices(
      readEnvironment({ ...variables(), CASERITO_KEYSTORE: dir, CASERITO_DB_SIGNING_KEY: signingKey }),
      clock,
    );
    try {
      const sent = await tokensSent(async () => {
        const shop = await shopOver(services, clock, "bodega-ana");
        const rice = await stocked(shop, "Arroz", 24_000), cashSessionId = await openedSession(shop);
        const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]);
        taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
      });
      assert.ok(sent.length > 10);
      for (const { namespace, claims } of sent) {
        assert.equal(claims.id, namespace);
        assert.ok(claims.exp! - claims.iat! <= 600);
      }
      assert.ok(
        new Set(sent.map(({ namespace }) => namespace)).size >= 2,
        "the shop's and the control database's",
      );
      const reading = sent.filter(({ claims }) => claims.a === "ro");
      assert.ok(reading.length > 0);
      assert.ok(reading.every(({ sql }) => !/"sql":\s*"\s*(INSERT|UPDATE|DELETE|CREATE)/i.test(sql)));
    } finally {
      await services.close();
      await Deno.remove(dir, { recursive: true });
    }
  },
});

async function refusedWith(namespace: string, token: string | null, sql: string): Promise<string> {
  const driver = new RemoteDriver({
    url: server!.url,
    namespace,
    ...token !== null && { tokenFor: () => Promise.resolve(token) },
  });
  try {
    await (/^SELECT/.test(sql) ? driver.all(sql) : driver.batch([{ sql, args: [] }]));
    return "let in";
  } catch (error) {
    if (!isFault(error)) throw error;
    return error.kind;
  } finally {
    await driver.close();
  }
}

Deno.test({
  name: "T13: another namespace's token, one that only reads, one that is over and none at all open nothing",
  ignore: server === null,
  async fn() {
    for (const name of ["tienda-a", "tienda-b"]) {
      const made = await fetch(`${server!.adminUrl}/v1/namespaces/${name}/create`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      await made.body?.cancel();
    }
    const tokens = namespaceTokens(signingKey), make = "CREATE TABLE IF NOT EXISTS t (a)";
    const of = (access: TokenAccess) => tokens.tokenFor("tienda-a", access);
    assert.equal(await refusedWith("tienda-a", await of("rw"), make), "let in");
    assert.equal(await refusedWith("tienda-a", await of("ro"), "SELECT 1"), "let in");
    assert.equal(await refusedWith("tienda-a", await of("ro"), "INSERT INTO t VALUES (1)"), "blocked");
    assert.equal(await refusedWith("tienda-b", await of("rw"), "SELECT 1"), "missing");
    const over = namespaceTokens(signingKey, new HandClock("2020-01-01T00:00:00.000Z"));
    assert.equal(await refusedWith("tienda-a", await over.tokenFor("tienda-a", "rw"), "SELECT 1"), "blocked");
    assert.equal(await refusedWith("tienda-a", null, "SELECT 1"), "blocked");
  },
});

Deno.test({
  name: "a key that the server does not know is named, and not repeated",
  ignore: server === null,
  async fn() {
    const stranger = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
    const wrong = (await exported("pkcs8", stranger.privateKey)).toBase64();
    const environment = readEnvironment({ ...variables(), CASERITO_DB_SIGNING_KEY: wrong });
    await assert.rejects(openServices(environment), (error) => {
      assert.ok(error instanceof EnvironmentError, String(error));
      assert.match(error.message, /^CASERITO_DB_SIGNING_KEY: /);
      assert.ok(!error.message.includes(wrong));
      return true;
    });
  },
});
