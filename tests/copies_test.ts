import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { addProduct } from "../commands/catalogue/add_product.ts";
import { createShop, systemContext } from "../commands/shops/create_shop.ts";
import { openServices, type Services } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import { type Shop, shopBySlug } from "../events/store/control/shops.ts";
import { PLATFORM_LOG } from "../events/store/mod.ts";
import { EXIT } from "../scripts/cli.ts";
import { markOf } from "../scripts/copies/files.ts";
import { zManifest } from "../scripts/copies/manifest.ts";
import { runScript } from "./support/run_script.ts";
import { withServices } from "./support/services.ts";
import { StolenFile } from "./support/tampering.ts";
import { taken } from "./support/test_shop.ts";

interface Platform {
  readonly services: Services;
  readonly a: Shop;
  readonly b: Shop;
  /** A folder beside the data, for what a test copies. */
  readonly work: string;
  run(script: string, ...args: string[]): ReturnType<typeof runScript>;
  /** The same command for another data folder. */
  runAt(dataDir: string, script: string, ...args: string[]): ReturnType<typeof runScript>;
}

/** Two shops on files, open as a server has them. */
const withPlatform = (test: (platform: Platform) => Promise<void>) =>
  withServices(async (services) => {
    const { CASERITO_DATA_DIR: dir, CASERITO_BASE_DOMAIN } = services.environment;
    const work = await Deno.makeTempDir({ prefix: "caserito-copies-" });
    const runAt = (dataDir: string, script: string, ...args: string[]) =>
      runScript(script, args, { CASERITO_DATA_DIR: dataDir, CASERITO_BASE_DOMAIN });
    const [a, b] = [await opened(services, "minimarket-ana"), await opened(services, "minimarket-bea")];
    try {
      await test({ services, a, b, work, runAt, run: (...args) => runAt(dir, ...args) });
    } finally {
      await Deno.remove(work, { recursive: true });
    }
  });

async function opened(services: Services, slug: string): Promise<Shop> {
  const made = await createShop(services, {
    slug,
    name: slug,
    niche: "minimarket",
    address: null,
    ruc: null,
    registers: ["Caja 1"],
    people: [
      { name: "Dueña", role: "owner", email: `duena@${slug}.pe`, password: "una clave larga", pin: null },
      { name: "Rosa", role: "cashier", email: null, password: null, pin: "1234" },
    ],
  });
  const shop = taken(made);
  for (let i = 1; i <= 5; i++) await shelve(services, shop, `Producto ${i}`);
  taken(await services.checkpoints.sign(await services.tenants.get(shop.id)));
  return shop;
}

/** One more event in a shop's log. */
async function shelve(services: Services, shop: Shop, name: string): Promise<void> {
  const context = systemContext(services, await services.tenants.get(shop.id));
  const product = {
    ...{ productId: services.ids.next(), name, barcodes: [], code: null, unit: "unidad", priceCentimos: 490 },
    ...{ costCentimos: 400, taxClass: "gravado", category: "Abarrotes", minStock: null, favourite: false },
  };
  taken(await addProduct(context, { id: services.ids.next() }, product));
}

const sizeOf = async (services: Services, shop: Shop) =>
  (await (await services.tenants.get(shop.id)).head()).size;

async function withData<T>(dataDir: string, work: (services: Services) => Promise<T>): Promise<T> {
  const services = await openServices(readEnvironment({ CASERITO_ENV: "test", CASERITO_DATA_DIR: dataDir }));
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}

async function filesBelow(dir: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    const path = join(dir, name);
    if (isDirectory) found.push(...await filesBelow(path));
    else found.push(path);
  }
  return found.sort();
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
const manifestIn = async (dir: string) =>
  zManifest.parse(JSON.parse(await Deno.readTextFile(join(dir, "manifest.json"))));

Deno.test("a backup made while shops sell comes back whole, and they sell on", () =>
  withPlatform(async ({ services, a, b, work, run, runAt }) => {
    let selling = true;
    const till = (async () => {
      for (let i = 0; selling; i++) await shelve(services, i % 2 ? a : b, `Nuevo ${i}`);
    })();
    const copy = join(work, "copia"), data = join(work, "data");
    const made = await run("backup", "backup", "--to", copy, "--json");
    selling = false;
    await till;
    assert.equal(made.code, 0, made.err);
    const manifest = await manifestIn(copy);
    assert.deepEqual(manifest.shops.map(({ slug, exitCode }) => [slug, exitCode]), [
      [a.slug, 0],
      [b.slug, 0],
      [PLATFORM_LOG, 0],
    ]);
    const size = manifest.shops[0]!.size;
    assert.ok(size >= 7 && size <= await sizeOf(services, a));

    const restored = await runAt(data, "backup", "restore", "--from", copy, "--json");
    assert.equal(restored.code, 0, restored.err);
    assert.deepEqual(JSON.parse(restored.out).withoutKey, [a.slug, b.slug]);
    await withData(data, async (back) => {
      const shop = (await shopBySlug(back.control, a.slug))!;
      assert.equal(await sizeOf(back, shop), size);
      await shelve(back, shop, "Después");
      assert.equal(await sizeOf(back, shop), size + 1);
      const signed = await back.checkpoints.sign(await back.tenants.get(shop.id));
      assert.deepEqual(!signed.ok && signed.error.type, "KeystoreUnusable", "no second key for a signed log");
    });
  }));

Deno.test("no private key is in a backup or an export", () =>
  withPlatform(async ({ services, a, work, run }) => {
    assert.equal((await run("backup", "backup", "--to", join(work, "todo"))).code, 0);
    assert.equal((await run("tenant", "export", "--tenant", a.slug, "--to", join(work, "una"))).code, 0);
    const dir = services.environment.CASERITO_DATA_DIR;
    const keys = (await filesBelow(join(dir, "keys"))).filter((path) => path.endsWith(".key"));
    assert.deepEqual([keys.length, keys.filter((path) => path.includes("/people/")).length], [6, 4]);
    const secrets = keys.map((path) => Deno.readTextFileSync(path).trim());
    for (const path of await filesBelow(work)) {
      const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
      assert.ok(!path.endsWith(".key") && secrets.every((secret) => !text.includes(secret)), path);
    }
  }));

Deno.test("copying, moving and importing one shop leaves the other's bytes as they were (ledger T14)", () =>
  withPlatform(async ({ services, a, b, work, run, runAt }) => {
    const dir = services.environment.CASERITO_DATA_DIR;
    // Not `-shm`: it is the lock table of whoever reads, made anew from the log at each opening.
    const bytes = async () => {
      const hash = createHash("sha256");
      for (const end of ["", "-wal"]) {
        hash.update(await Deno.readFile(join(dir, "tenants", `${b.id}.db${end}`)));
      }
      return hash.digest("hex");
    };
    const before = await bytes(), other = join(work, "otro"), out = join(work, "una");
    const steps = [
      await run("tenant", "export", "--tenant", a.slug, "--to", out),
      await run("backup", "backup", "--to", join(work, "todo")),
      await run("ledger", "verify", "--tenant", a.slug),
      await runAt(other, "tenant", "import", "--from", out),
      await runAt(join(work, "repuesto"), "backup", "restore", "--from", join(work, "todo")),
    ];
    assert.deepEqual(steps.map(({ code }) => code), [0, 0, 0, 0, 0], JSON.stringify(steps));
    const again = await run("tenant", "import", "--from", out);
    assert.deepEqual([again.code, /Ya hay una tienda "minimarket-ana"/.test(again.err)], [
      EXIT.cannotCreate,
      true,
    ]);
    assert.equal(await bytes(), before);
    await withData(other, async (moved) => {
      assert.equal(await sizeOf(moved, a), await sizeOf(services, a));
      assert.equal(await shopBySlug(moved.control, b.slug), null);
    });
  }));

Deno.test("a damaged backup is refused by file, a changed ledger by position, and nothing is left", () =>
  withPlatform(async ({ a, work, run, runAt }) => {
    const copy = join(work, "copia"), data = join(work, "data");
    assert.equal((await run("backup", "backup", "--to", copy)).code, 0);

    const flipped = join(work, "volteada"), database = join("tenants", `${a.id}.db`);
    await cp(copy, flipped, { recursive: true });
    const bytes = await Deno.readFile(join(flipped, database));
    bytes[bytes.length - 100]! ^= 1;
    await Deno.writeFile(join(flipped, database), bytes);
    const refused = await runAt(data, "backup", "restore", "--from", flipped);
    assert.deepEqual([refused.code, refused.err.includes(`${database} no es el que se copió`)], [
      EXIT.failed,
      true,
    ]);
    assert.equal(await exists(data), false);

    // A forger who also mends the manifest still cannot mend the ledger.
    const forged = join(work, "falsa");
    await cp(copy, forged, { recursive: true });
    {
      using file = new StolenFile(join(forged, database));
      file.rewrite((events) => events.map((event) => event.pos === 3 ? { ...event, cmd: event.id } : event));
    }
    const manifest = await manifestIn(forged);
    manifest.files[`tenants/${a.id}.db`] = await markOf(join(forged, database));
    await Deno.writeTextFile(join(forged, "manifest.json"), JSON.stringify(manifest));
    const caught = await runAt(data, "backup", "restore", "--from", forged);
    assert.equal(caught.code, EXIT.failed);
    assert.match(caught.err, /El libro de minimarket-ana tiene fallas: .*--with-faults/s);
    assert.equal(await exists(data), false);
    const anyway = await runAt(data, "backup", "restore", "--from", forged, "--with-faults", "--json");
    assert.deepEqual([anyway.code, JSON.parse(anyway.out).faulty], [0, [a.slug]]);

    const full = await runAt(data, "backup", "restore", "--from", copy);
    assert.deepEqual([full.code, /CASERITO_DATA_DIR/.test(full.err)], [EXIT.cannotCreate, true]);
    const nothing = await runAt(data, "backup", "restore", "--from", join(work, "no-hay"));
    assert.deepEqual([nothing.code, /--from/.test(nothing.err)], [EXIT.noInput, true]);
    assert.deepEqual([...Deno.readDirSync(work)].filter(({ name }) => name.endsWith(".part")), []);
  }));

Deno.test("a backup that cannot read a shop leaves no folder; one with a bad ledger says so and is kept", () =>
  withPlatform(async ({ services, a, b, work, run }) => {
    const fileOf = (shop: Shop) => join(services.environment.CASERITO_DATA_DIR, "tenants", `${shop.id}.db`);
    await services.tenants.get(b.id).then((store) => store.close());
    {
      using file = new StolenFile(fileOf(b));
      file.run("UPDATE event SET leaf = zeroblob(32) WHERE pos = 2");
    }
    const bad = await run("backup", "backup", "--to", join(work, "mala"));
    assert.deepEqual([bad.code, /minimarket-bea tiene fallas: leaf en la posición 2/.test(bad.err)], [
      6,
      true,
    ], bad.err);
    assert.ok(await exists(join(work, "mala", "manifest.json")));

    await services.tenants.get(a.id).then((store) => store.close());
    await Deno.rename(fileOf(a), join(work, "aparte.db"));
    const gone = await run("backup", "backup", "--to", join(work, "rota"));
    assert.deepEqual([gone.code, /minimarket-ana/.test(gone.err)], [EXIT.noInput, true], gone.err);
    assert.deepEqual([...Deno.readDirSync(work)].map(({ name }) => name).sort(), ["aparte.db", "mala"]);
  }));

Deno.test("an import that was cut off is completed; another file of that name is never written over", () =>
  withPlatform(async ({ a, b, services, work, run, runAt }) => {
    const out = join(work, "una"), other = join(work, "otro"), third = join(work, "tercero");
    assert.equal((await run("tenant", "export", "--tenant", a.slug, "--to", out)).code, 0);
    const name = `${a.id}.db`, inOut = join(out, "tenants", name);
    for (const dir of [other, third]) await Deno.mkdir(join(dir, "tenants"), { recursive: true });

    await Deno.copyFile(inOut, join(other, "tenants", name));
    const completed = await runAt(other, "tenant", "import", "--from", out);
    assert.equal(completed.code, 0, completed.err);

    const strange = join(third, "tenants", name);
    await run("backup", "backup", "--to", join(work, "todo"));
    await Deno.copyFile(join(work, "todo", "tenants", `${b.id}.db`), strange);
    const before = await markOf(strange);
    const refused = await runAt(third, "tenant", "import", "--from", out);
    assert.deepEqual([refused.code, /no es esta tienda/.test(refused.err)], [EXIT.cannotCreate, true]);
    assert.deepEqual(await markOf(strange), before);
    await withData(third, async (there) => assert.equal(await shopBySlug(there.control, a.slug), null));
    assert.equal(await sizeOf(services, a), 7);
  }));

Deno.test("somebody else's e-mail refuses an import before anything is placed", () =>
  withPlatform(async ({ services, a, work, run, runAt }) => {
    const out = join(work, "una"), other = join(work, "otro"), keys = join("keys", "people", "platform");
    assert.equal((await run("tenant", "export", "--tenant", a.slug, "--to", out)).code, 0);
    const people = await Deno.readTextFile(join(out, "people.json"));
    assert.ok(!people.includes("duena@") && !people.includes('"name": "'), "its people travel sealed");
    for (const path of await filesBelow(join(services.environment.CASERITO_DATA_DIR, keys))) {
      if (!path.endsWith(".key")) continue; // the pepper stays: each platform has its own
      await Deno.mkdir(join(other, keys), { recursive: true });
      await Deno.copyFile(path, join(other, keys, basename(path)));
    }
    await withData(other, async (there) => {
      taken(
        await createShop(there, {
          ...{ slug: "otra", name: "Otra", niche: "minimarket", address: null, ruc: null, registers: [] },
          people: [{
            name: "X",
            role: "owner",
            email: `duena@${a.slug}.pe`,
            password: "otra clave larga",
            pin: null,
          }],
        }),
      );
    });
    const refused = await runAt(other, "tenant", "import", "--from", out);
    assert.deepEqual([refused.code, /duena@minimarket-ana\.pe/.test(refused.err)], [EXIT.cannotCreate, true]);
    assert.equal(await exists(join(other, "tenants", `${a.id}.db`)), false);
  }));
