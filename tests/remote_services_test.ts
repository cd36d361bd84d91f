import assert from "node:assert/strict";
import { join } from "node:path";
import { ledgerSource } from "../commands/ledger/ledger_source.ts";
import { verifyLedger } from "../commands/ledger/verify_ledger.ts";
import { signInWithPassword } from "../commands/people/sign_in.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { FACTS, openServices, PROJECTIONS, type Services } from "../compose.ts";
import { EnvironmentError, readEnvironment } from "../config.ts";
import { parseVerifierKey } from "../events/log/verifier_key.ts";
import { shopBySlug } from "../events/store/control/shops.ts";
import { gateProjection } from "../events/store/gate.ts";
import { runAsyncOnce } from "../events/projections/runner.ts";
import { HandClock } from "./support/hand_clock.ts";
import { runScript } from "./support/run_script.ts";
import { OWNER_PASSWORD, ownerEmail, shopOver } from "./support/shop_over.ts";
import { startSqld } from "./support/sqld.ts";
import { builtSale, openedSession, stocked, taken, type TestShop } from "./support/test_shop.ts";

/** The tokens a libSQL server asks for: a JWT signed by its key for the data, a plain key for the administration. */
async function serverKeys() {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const base64 = (bytes: Uint8Array) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });
  const text = (value: object) => base64(new TextEncoder().encode(JSON.stringify(value)));
  const signedBy = async ({ privateKey }: CryptoKeyPair) => {
    const claims = `${text({ alg: "EdDSA", typ: "JWT" })}.${text({ a: "rw" })}`;
    const signature = await crypto.subtle.sign("Ed25519", privateKey, new TextEncoder().encode(claims));
    return `${claims}.${base64(new Uint8Array(signature))}`;
  };
  const stranger = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  return {
    publicKey: base64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
    token: await signedBy(pair),
    wrongToken: await signedBy(stranger),
    adminToken: crypto.randomUUID(),
  };
}

const keys = await serverKeys();
const server = await startSqld({ SQLD_AUTH_JWT_KEY: keys.publicKey, LIBSQL_ADMIN_AUTH_KEY: keys.adminToken });
Deno.test.afterAll(() => server?.stop());

function remoteTest(name: string, work: (variables: Record<string, string>) => Promise<void>): void {
  Deno.test({
    name,
    ignore: server === null,
    async fn() {
      const keystore = await Deno.makeTempDir({ prefix: "caserito-keys-" });
      try {
        await work({
          CASERITO_ENV: "test",
          CASERITO_BASE_DOMAIN: "caserito.test",
          CASERITO_KEYSTORE: keystore,
          CASERITO_DB_URL: server!.url,
          CASERITO_DB_ADMIN_URL: server!.adminUrl,
          CASERITO_DB_TOKEN: keys.token,
          CASERITO_DB_ADMIN_TOKEN: keys.adminToken,
        });
      } finally {
        await Deno.remove(keystore, { recursive: true });
      }
    },
  });
}

async function sell(shop: TestShop, count: number): Promise<void> {
  const rice = await stocked(shop, "Arroz", 100_000);
  const cashSessionId = await openedSession(shop);
  for (let number = 1; number <= count; number++) {
    const sale = builtSale(shop, { cashSessionId, number }, [[rice, 1_000]]);
    taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
  }
}

async function verified(services: Services, { store }: TestShop) {
  for (let behind = true; behind;) {
    behind = (await runAsyncOnce(store, PROJECTIONS)).some((run) => run.behind > 0);
  }
  const key = taken(parseVerifierKey(await services.checkpoints.vkey(store)));
  return await verifyLedger(ledgerSource((sql, args) => store.db.all(sql, args)), {
    facts: FACTS,
    projections: [gateProjection, ...PROJECTIONS],
    key,
  });
}

remoteTest("two shops on a libSQL server sign in, sell and verify, each for itself", async (variables) => {
  const clock = new HandClock();
  const services = await openServices(readEnvironment(variables), clock);
  try {
    const a = await shopOver(services, clock, "minimarket-ana"),
      b = await shopOver(services, clock, "minimarket-bea");
    const enter = (at: typeof a, slug: string) =>
      signInWithPassword(
        { control: services.control, shop: at.shop.id, clock },
        { email: ownerEmail(slug), password: OWNER_PASSWORD },
      );
    assert.ok((await enter(a, "minimarket-ana")).ok);
    assert.equal((await enter(a, "minimarket-bea")).ok, false, "an owner is nobody next door");

    const bBefore = await b.store.head();
    await sell(a, 3);
    assert.deepEqual(await b.store.head(), bBefore, "what one shop sells is not in the other's log");
    await sell(b, 1);
    for (const shop of [a, b]) {
      const { size } = taken(await services.checkpoints.sign(shop.store));
      const report = await verified(services, shop);
      assert.deepEqual(
        [report.ok, report.events, report.signedSize],
        [true, size, size],
        JSON.stringify(report.faults),
      );
    }

    // Another process of the platform sees the same shops, and an auditor reads them through the server.
    const listed = await runScript("tenant", ["list", "--json"], variables);
    assert.deepEqual(JSON.parse(listed.out).shops.map(({ slug }: { slug: string }) => slug), [
      "minimarket-ana",
      "minimarket-bea",
    ], listed.err);
    const read = await runScript("ledger", ["verify", "--tenant", "minimarket-ana", "--json"], variables);
    const { reading, ok } = JSON.parse(read.out);
    assert.deepEqual([read.code, reading, ok], [0, "server", true], read.err);
  } finally {
    await services.close();
  }
});

remoteTest("a shop moves from files to a server and back, and is the same log in each", async (variables) => {
  const clock = new HandClock(), work = await Deno.makeTempDir({ prefix: "caserito-move-" });
  const filesAt = (name: string) => ({
    CASERITO_ENV: "test",
    CASERITO_BASE_DOMAIN: "caserito.test",
    CASERITO_DATA_DIR: join(work, name),
    CASERITO_KEYSTORE: variables.CASERITO_KEYSTORE!,
  });
  const slug = "minimarket-eva",
    run = async (env: Record<string, string>, ...args: string[]) => {
      const { code, out, err } = await runScript("tenant", [...args, "--json"], env);
      assert.equal(code, 0, err);
      return JSON.parse(out).shop as { size: number; root: string };
    };
  const services = await openServices(readEnvironment(filesAt("aqui")), clock);
  try {
    await sell(await shopOver(services, clock, slug), 120); // more events than one page of the copy
  } finally {
    await services.close();
  }
  const left = await run(filesAt("aqui"), "export", "--tenant", slug, "--to", join(work, "ida"));
  await run(variables, "import", "--from", join(work, "ida"));
  const again = await runScript("tenant", ["import", "--from", join(work, "ida")], variables);
  assert.deepEqual([again.code, /Ya hay una tienda/.test(again.err)], [73, true]);

  const server = await openServices(readEnvironment(variables), clock);
  try {
    const shop = (await shopBySlug(server.control, slug))!, store = await server.tenants.get(shop.id);
    const key = taken(parseVerifierKey(await server.checkpoints.vkey(store)));
    const report = await verifyLedger(ledgerSource((sql, args) => store.db.all(sql, args)), {
      facts: FACTS,
      projections: [gateProjection, ...PROJECTIONS],
      key,
    });
    assert.deepEqual([report.ok, report.root], [true, left.root], JSON.stringify(report.faults));
    const commands = await store.db.first<{ n: number }>("SELECT count(*) AS n FROM command");
    assert.ok(commands!.n > 120, "a repeated command is still known");
    const context = { control: server.control, shop: shop.id, clock };
    assert.ok((await signInWithPassword(context, { email: ownerEmail(slug), password: OWNER_PASSWORD })).ok);
  } finally {
    await server.close();
  }
  const back = await run(variables, "export", "--tenant", slug, "--to", join(work, "vuelta"));
  assert.deepEqual([back.size, back.root], [left.size, left.root]);
  await run(filesAt("alla"), "import", "--from", join(work, "vuelta"));
  await Deno.remove(work, { recursive: true });
});

const UNREACHABLE = "http://127.0.0.1:1";
for (
  const [variable, wrong] of [
    ["CASERITO_DB_TOKEN", keys.wrongToken],
    ["CASERITO_DB_ADMIN_TOKEN", "otra"],
    ["CASERITO_DB_URL", UNREACHABLE],
    ["CASERITO_DB_ADMIN_URL", UNREACHABLE],
  ] as const
) {
  remoteTest(`a wrong ${variable} is named, and its value is not repeated`, async (variables) => {
    const environment = readEnvironment({ ...variables, [variable]: wrong });
    await assert.rejects(openServices(environment), (error) => {
      assert.ok(error instanceof EnvironmentError, String(error));
      assert.ok(error.message.startsWith(`${variable}: `), error.message);
      if (variable.endsWith("TOKEN")) assert.ok(!error.message.includes(wrong));
      return true;
    });
  });
}
