import assert from "node:assert/strict";
import { join } from "node:path";
import { createShop, type NewShop } from "../../commands/shops/create_shop.ts";
import { signInWithPassword } from "../../commands/people/sign_in.ts";
import type { Services } from "../../compose.ts";
import { removeShop, REST_MS } from "../../events/store/control/gone_shops.ts";
import { sha256 } from "../../events/log/bytes.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { EXIT } from "../../scripts/cli.ts";
import { runScript } from "../support/run_script.ts";
import { withServices } from "../support/services.ts";

const PASSWORD = "una clave larga";
const shopNamed = (slug: string): NewShop => ({
  slug,
  name: slug,
  niche: "minimarket",
  address: null,
  ruc: null,
  registers: ["Caja 1"],
  people: [
    { name: `Dueña de ${slug}`, role: "owner", email: `duena@${slug}.test`, password: PASSWORD, pin: null },
    { name: `Cajera de ${slug}`, role: "cashier", email: null, password: null, pin: "4821" },
  ],
});

async function made(services: Services, slug: string): Promise<Shop> {
  const shop = await createShop(services, shopNamed(slug));
  assert.ok(shop.ok);
  return shop.value;
}

/** Everything of a shop on the disk, by name. */
async function bytesOf({ environment }: Services, { id }: Shop): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = async (folder: string) => {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) await walk(path);
      else if (path.includes(id)) found[path] = sha256(await Deno.readFile(path)).toHex();
    }
  };
  await walk(environment.CASERITO_DATA_DIR);
  return found;
}

/** Rows of the registry that name an id, table by table. */
async function rowsOf({ control }: Services, id: string): Promise<Record<string, number>> {
  const tables = await control.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const rows = await control.all(`SELECT * FROM "${name}"`);
    const naming = rows.filter((row) => Object.values(row).includes(id)).length;
    if (naming > 0) found[name] = naming;
  }
  return found;
}

Deno.test("T14: a shop that leaves is gone whole, its copy is kept, and its neighbour has not moved by a byte", () =>
  withServices(async (services, clock) => {
    const { control, environment, subjectKeys } = services;
    const [leaving, staying] = [await made(services, "bodega-ana"), await made(services, "bodega-eva")];
    for (const { id } of [leaving, staying]) {
      await subjectKeys.create(id, "cliente");
      const entered = await signInWithPassword({ control, clock, shop: id }, {
        email: `duena@${id === leaving.id ? "bodega-ana" : "bodega-eva"}.test`,
        password: PASSWORD,
      });
      assert.ok(entered.ok);
    }
    const sealed = await subjectKeys.seal(leaving.id, "cliente", "name", "Juana");
    const before = [await bytesOf(services, staying), await rowsOf(services, staying.id)];
    assert.ok(Object.keys(before[0]!).length >= 2 && Object.keys(before[1]!).length >= 2);

    const env = {
      CASERITO_DATA_DIR: environment.CASERITO_DATA_DIR,
      CASERITO_BASE_DOMAIN: environment.CASERITO_BASE_DOMAIN,
    };
    const to = join(environment.CASERITO_DATA_DIR, "..", `despedida-${leaving.id}`);
    const remove = (confirm: string) =>
      runScript(
        "tenant",
        ["remove", "--tenant", "bodega-ana", "--to", to, "--confirm", confirm, "--json"],
        env,
      );
    try {
      const mistyped = await remove("bodega-eva");
      assert.deepEqual([mistyped.code, /--confirm/.test(mistyped.err)], [EXIT.usage, true]);
      const removed = await remove("bodega-ana");
      assert.equal(removed.code, 0, removed.err);
      assert.equal(JSON.parse(removed.out).people, 2);
      assert.ok((await Deno.stat(join(to, "manifest.json"))).isFile);
    } finally {
      await Deno.remove(to, { recursive: true }).catch(() => undefined);
    }

    assert.deepEqual([await bytesOf(services, staying), await rowsOf(services, staying.id)], before);
    assert.deepEqual(await rowsOf(services, leaving.id), { shop_gone: 1 });
    const left = Object.keys(await bytesOf(services, leaving)).map((path) => path.split(leaving.id)[1]);
    assert.deepEqual(left.toSorted(), [".checkpoint", ".key", ".vkey"], "what signed its books");
    assert.equal(await subjectKeys.open(leaving.id, sealed), null);
  }));

Deno.test("T14: an address rests for a year, and then belongs to another ledger", () =>
  withServices(async (services, clock) => {
    const first = await made(services, "bodega-ana");
    await removeShop(services.control, first, clock.now());
    await services.tenants.remove(first.id);
    assert.deepEqual(await createShop(services, shopNamed("bodega-ana")), {
      ok: false,
      error: { type: "SlugTaken" },
    });
    clock.forward(REST_MS);
    const second = await made(services, "bodega-ana");
    assert.notEqual(second.id, first.id);
    assert.equal((await (await services.tenants.get(second.id)).read({ limit: 9 })).length, 2);
  }));
