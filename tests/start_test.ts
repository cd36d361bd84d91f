import assert from "node:assert/strict";
import { verifyLedger } from "../commands/ledger/verify_ledger.ts";
import { ledgerSource } from "../commands/ledger/ledger_source.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { FACTS, openServices, PROJECTIONS, type Services } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import { parseVerifierKey } from "../events/log/verifier_key.ts";
import { gateProjection } from "../events/store/gate.ts";
import { systemClock } from "../kernel/time.ts";
import { EXIT } from "../scripts/cli.ts";
import { HandClock } from "./support/hand_clock.ts";
import { askServer, RunningScript, until } from "./support/running_script.ts";
import { runScript } from "./support/run_script.ts";
import { OWNER_PASSWORD, ownerEmail, shopOver } from "./support/shop_over.ts";
import { builtSale, openedSession, stocked, taken, type TestShop } from "./support/test_shop.ts";

/** Made as `deno task build` does, away from `_build/`, which may be in use. */
const build = await Deno.makeTempDir({ prefix: "caserito-build-" });
const built = await new Deno.Command(Deno.execPath(), {
  args: ["run", "-P=dev", "dev.ts", "build", "--out", build],
  cwd: new URL("..", import.meta.url),
}).output();
assert.ok(built.success, new TextDecoder().decode(built.stderr));
Deno.test.afterAll(() => Deno.remove(build, { recursive: true }));

const SLUG = "minimarket-ana", HOST = `${SLUG}.caserito.test`;

interface Scene {
  readonly services: Services;
  readonly shop: TestShop;
  readonly env: Readonly<Record<string, string>>;
}

/** One shop in a folder below `data/`: the server's permissions let it write nowhere else. */
async function withScene(test: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = new URL("../data/", import.meta.url).pathname;
  await Deno.mkdir(folder, { recursive: true });
  const dir = await Deno.makeTempDir({ dir: folder, prefix: "start-test-" });
  const env = { CASERITO_DATA_DIR: dir, CASERITO_BASE_DOMAIN: "caserito.test", CASERITO_PORT: "0" };
  const clock = new HandClock(systemClock.now());
  const services = await openServices(readEnvironment(env), clock);
  try {
    await test({ services, shop: await shopOver(services, clock, SLUG), env });
  } finally {
    await services.close();
    await Deno.remove(dir, { recursive: true });
  }
}

const start = (env: Scene["env"], ...flags: string[]) =>
  new RunningScript("start", ["--build", build, ...flags], env);
const portOf = async (server: RunningScript) =>
  Number((await server.printed(/Caserito atiende en http:\/\/127\.0\.0\.1:(\d+)/))[1]);

async function signIn(port: number): Promise<string> {
  const form = { email: ownerEmail(SLUG), password: OWNER_PASSWORD };
  const { status, headers } = await askServer(port, HOST, "/ingresar", { form });
  assert.equal(status, 303);
  return headers["set-cookie"]![0]!.split(";")[0]!;
}

let ticket = 0;
async function sellOne(shop: TestShop, cashSessionId: string): Promise<void> {
  const rice = await stocked(shop, `Arroz ${++ticket}`, 10_000);
  const sale = builtSale(shop, { cashSessionId, number: ticket }, [[rice, 1_000]]);
  taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
}

/** The log's size, once every async read model has come to it. */
const caughtUp = ({ store }: TestShop) =>
  until("the read models", async () => {
    const row = await store.db.first<{ size: number; behind: number }>(
      `SELECT size, size - coalesce((SELECT min(pos) FROM projection_checkpoint), 0) AS behind FROM head`,
    );
    return row?.behind === 0 && row.size;
  });
const signedSizes = async ({ store }: TestShop) => (await store.checkpoints()).map(({ size }) => size);
const signedAt = (shop: TestShop, size: number) =>
  until(`the checkpoint at ${size}`, async () => (await signedSizes(shop)).includes(size));

const faultsOf = ({ err }: RunningScript) => err.split("\n").filter((line) => line.includes('"fault"'));

Deno.test("the server starts, an owner enters, the same process signs, and SIGTERM ends it cleanly", () =>
  withScene(async ({ shop, env }) => {
    await using server = start(env);
    const port = await portOf(server);
    for (const path of ["/salud", "/listo"]) {
      assert.equal((await askServer(port, "caserito.test", path)).status, 200, path);
    }
    const cookie = await signIn(port);
    assert.match(cookie, /^__Host-caserito=/);
    const till = await askServer(port, HOST, "/caja", { cookie });
    assert.equal(till.status, 200);
    const script = /<script[^>]+src="([^"]+)"/.exec(till.text)?.[1];
    assert.equal((await askServer(port, HOST, script!)).status, 200, "the build serves its own scripts");
    await signedAt(shop, await caughtUp(shop));
    const { code, signal } = await server.end("SIGTERM");
    assert.deepEqual([code, signal, faultsOf(server)], [0, null, []], server.err);
  }));

Deno.test("web and workers apart: one doer at a time, and a killed one's work is taken over", () =>
  withScene(async ({ services, shop, env }) => {
    await using server = start(env, "--no-workers");
    const port = await portOf(server);
    assert.equal((await askServer(port, HOST, "/hoy", { cookie: await signIn(port) })).status, 200);
    const cashSessionId = await openedSession(shop);
    await sellOne(shop, cashSessionId);

    await using first = new RunningScript("worker", [], env);
    const firstSize = await caughtUp(shop);
    await signedAt(shop, firstSize);

    await using second = new RunningScript("worker", [], env);
    await second.printed(/segundo plano/);
    await first.end("SIGKILL");
    await sellOne(shop, cashSessionId);
    await minutePasses(services);
    assert.ok(await caughtUp(shop) > firstSize);

    // Two more begin at once, and both find a log that has grown since its last checkpoint.
    await minutePasses(services);
    await using third = new RunningScript("worker", [], env);
    await using fourth = new RunningScript("worker", [], env);
    await signedAt(shop, (await shop.store.head()).size);
    for (const worker of [second, third, fourth]) {
      await worker.printed(/segundo plano/);
      const { code } = await worker.end("SIGTERM");
      assert.deepEqual([code, faultsOf(worker)], [0, []], worker.err);
    }
    assert.equal((await server.end("SIGTERM")).code, 0);

    assert.deepEqual(await signedSizes(shop), [firstSize, (await shop.store.head()).size]);
    const key = taken(parseVerifierKey(await services.checkpoints.vkey(shop.store)));
    const report = await verifyLedger(ledgerSource((sql, args) => shop.store.db.all(sql, args)), {
      facts: FACTS,
      projections: [gateProjection, ...PROJECTIONS],
      key,
    });
    assert.deepEqual([report.ok, report.checkpoints], [true, 2], JSON.stringify(report.faults));
  }));

/** What the clock does to leases that nobody renews. */
const minutePasses = ({ control }: Services) =>
  control.batch([{ sql: "UPDATE lease SET expires_at = '2026-01-01T00:00:00.000Z'", args: [] }]);

Deno.test("a wrong variable ends with 78 and its name, a wrong flag with 64, a missing build with 66", () =>
  withScene(async ({ env }) => {
    const started = async (args: string[], variables: Record<string, string> = {}) => {
      const { code, err } = await runScript("start", args, { ...env, ...variables });
      return { code, err };
    };
    const wrong = await started(["--build", build], { CASERITO_PORT: "ochenta" });
    assert.deepEqual([wrong.code, /^CASERITO_PORT: /m.test(wrong.err)], [EXIT.config, true], wrong.err);
    const flag = await started(["--no-worker"]);
    assert.deepEqual([flag.code, /--no-worker\b.*--help/.test(flag.err)], [EXIT.usage, true], flag.err);
    const missing = await started(["--build", `${build}/nada`]);
    assert.deepEqual([missing.code, /deno task build/.test(missing.err)], [EXIT.noInput, true], missing.err);
    using busy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const taken = await started(["--build", build], { CASERITO_PORT: String(busy.addr.port) });
    assert.deepEqual([taken.code, /CASERITO_PORT=/.test(taken.err)], [EXIT.failed, true], taken.err);
  }));
