import assert from "node:assert/strict";
import { signInWithPassword } from "../commands/people/sign_in.ts";
import { shopById, shopBySlug } from "../events/store/control/shops.ts";
import { EXIT } from "../scripts/cli.ts";
import { runScript, scriptCommand, type ScriptRun } from "./support/run_script.ts";
import { withServices } from "./support/services.ts";

const SHOP = ["--slug", "bodega-ana", "--name", "Bodega Ana", "--niche", "minimarket"];
const OWNER = ["--owner-email", "Ana@correo.pe"];
const PASSWORD = { CASERITO_OWNER_PASSWORD: "una clave larga" };

const withCli = (
  test: (
    tenant: (args: readonly string[], env?: Record<string, string>) => Promise<ScriptRun>,
    env: Readonly<Record<string, string>>,
    services: Parameters<Parameters<typeof withServices>[0]>[0],
  ) => Promise<void>,
) =>
  withServices(async (services) => {
    const { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN } = services.environment;
    const base = { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN };
    await test((args, env = {}) => runScript("tenant", args, { ...base, ...env }), base, services);
  });

Deno.test("a shop made by one command has its ledger, two tills, its key, and an owner who enters", () =>
  withCli(async (tenant, _env, services) => {
    const made = await tenant(["create", ...SHOP, ...OWNER, "--json"], PASSWORD);
    assert.equal(made.code, 0, made.err);
    const { shop, address, vkey } = JSON.parse(made.out);
    assert.equal(address, "bodega-ana.caserito.test");
    assert.ok(vkey.startsWith(`caserito.test/t/${shop.id}+`));
    const store = await services.tenants.get(shop.id);
    const types = (await store.read({ limit: 9 })).map(({ type }) => type);
    assert.deepEqual(types, ["ShopOpened", "RegisterAdded", "RegisterAdded"]);
    const { control, clock } = services;
    const entered = await signInWithPassword(
      { control, clock, shop: shop.id },
      { email: "ana@correo.pe", password: PASSWORD.CASERITO_OWNER_PASSWORD },
    );
    assert.equal(entered.ok && entered.value.staff.name, "Ana");

    const listed = await tenant(["list", "--json"]);
    assert.deepEqual(JSON.parse(listed.out).shops.map(({ slug }: { slug: string }) => slug), ["bodega-ana"]);
    assert.match((await tenant(["list"])).out, /^bodega-ana {2}minimarket /);

    const again = await tenant(["create", ...SHOP, "--owner-email", "otra@correo.pe"], PASSWORD);
    assert.deepEqual([again.code, /--slug/.test(again.err)], [EXIT.cannotCreate, true]);
    const taken = await tenant(["create", ...SHOP, ...OWNER, "--slug", "bodega-eva"], PASSWORD);
    assert.deepEqual([taken.code, /--owner-email/.test(taken.err)], [EXIT.cannotCreate, true]);
    assert.equal(await shopBySlug(control, "bodega-eva"), null);
    assert.ok(await shopById(control, shop.id));
  }));

Deno.test("the owner's password comes by standard input, and is asked for where it is missing", () =>
  withCli(async (_tenant, env, services) => {
    const child = scriptCommand("tenant", ["create", ...SHOP, ...OWNER], env, {
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode("una clave larga\n"));
    await writer.close();
    const { code, stdout } = await child.output();
    assert.deepEqual([code, new TextDecoder().decode(stdout).includes("una clave larga")], [0, false]);
    const shop = (await shopBySlug(services.control, "bodega-ana"))!;
    const context = { control: services.control, clock: services.clock, shop: shop.id };
    assert.ok(
      (await signInWithPassword(context, { email: "ana@correo.pe", password: "una clave larga" })).ok,
    );
  }));

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["no order", ["borrar"], /"borrar".*--help/],
  ["an unknown flag", ["create", ...SHOP, ...OWNER, "--password", "x"], /--password.*--help/],
  ["no slug", ["create", ...OWNER], /Falta --slug/],
  ["a slug no host can be", ["create", ...SHOP, ...OWNER, "--slug", "Ana_1"], /--slug .*"Ana_1"/],
  [
    "a trade nobody built",
    ["create", ...SHOP, ...OWNER, "--niche", "astronauta"],
    /--niche .*Hay: .*minimarket/,
  ],
  ["no e-mail", ["create", ...SHOP, "--owner-email", "ana"], /--owner-email/],
  ["a RUC of ten digits", ["create", ...SHOP, ...OWNER, "--ruc", "2012345678"], /--ruc lleva 11/],
  ["too many tills", ["create", ...SHOP, ...OWNER, "--registers", "100"], /--registers/],
  ["no password", ["create", ...SHOP, ...OWNER], /CASERITO_OWNER_PASSWORD/],
  ["an export of nothing", ["export", "--to", "x"], /Falta --tenant/],
  ["an export to nowhere", ["export", "--tenant", "x"], /Falta --to/],
  ["an import of nothing", ["import"], /Falta --from/],
  ["a removal without a copy", ["remove", "--tenant", "x"], /Falta --to/],
  ["a removal nobody confirmed", ["remove", "--tenant", "x", "--to", "y"], /Falta --confirm/],
];

Deno.test("wrong usage ends with 64, names the flag and makes nothing", () =>
  withCli(async (tenant, _env, services) => {
    for (const [name, args, words] of WRONG) {
      const { code, err } = await tenant(args);
      assert.deepEqual([name, code], [name, EXIT.usage]);
      assert.match(err, words, name);
    }
    assert.deepEqual(await services.control.all("SELECT slug FROM shop"), []);
    assert.equal((await tenant(["export", "--tenant", "no-hay", "--to", "x"])).code, EXIT.noInput);
  }));

Deno.test("every order explains itself", async () => {
  const orders = [
    ...["create", "list", "export", "import", "remove"].map((order) => ["tenant", order] as const),
    ["backup", "backup"] as const,
    ["backup", "restore"] as const,
  ];
  for (const [script, order] of orders) {
    const { code, out } = await runScript(script, [order, "--help"], {});
    assert.deepEqual([
      order,
      code,
      out.startsWith(`Uso: deno task ${script === "backup" ? order : `tenant ${order}`}`),
    ], [
      order,
      0,
      true,
    ]);
  }
});

Deno.test("on a libSQL server the files are the server's: a copy is refused and says what to do", async () => {
  const env = { CASERITO_DB_URL: "http://127.0.0.1:1", CASERITO_DB_ADMIN_URL: "http://127.0.0.1:1" };
  const { code, err } = await runScript("backup", ["backup", "--to", "x"], env);
  assert.deepEqual([code, /CASERITO_DB_URL/.test(err)], [EXIT.config, true]);
});
