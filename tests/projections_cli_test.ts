import assert from "node:assert/strict";
import { createShop } from "../commands/shops/create_shop.ts";
import { EXIT } from "../scripts/cli.ts";
import { projections } from "../scripts/projections.ts";
import { runMain } from "./support/cli_output.ts";
import { withServices } from "./support/services.ts";

Deno.test("a read model that somebody edited is mended by a rebuild of that one", () =>
  withServices(async (services) => {
    const made = await createShop(services, {
      slug: "minimarket-lucha",
      name: "Minimarket Lucha",
      niche: "minimarket",
      address: null,
      ruc: null,
      registers: ["Caja 1"],
      people: [],
    });
    assert.ok(made.ok);
    const store = await services.tenants.get(made.value.id);
    await store.projections.batch([{ sql: "UPDATE register__v1 SET name = 'Caja 9'", args: [] }]);
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-P=cli", "scripts/projections.ts", ...args, "--tenant", "minimarket-lucha", "--json"],
        cwd: new URL("..", import.meta.url),
        env: {
          CASERITO_DATA_DIR: services.environment.CASERITO_DATA_DIR,
          CASERITO_BASE_DOMAIN: services.environment.CASERITO_BASE_DOMAIN,
          NO_COLOR: "1",
        },
      }).output();
      assert.ok(stdout.length > 0, new TextDecoder().decode(stderr));
      return { code, ...JSON.parse(new TextDecoder().decode(stdout)) };
    };
    assert.equal((await run("rebuild", "--name", "stock", "--name", "gate")).code, 0);
    assert.equal((await store.db.first("SELECT name FROM register"))?.["name"], "Caja 9");
    assert.equal((await run("rebuild", "--name", "shop")).code, 0);
    assert.equal((await store.db.first("SELECT name FROM register"))?.["name"], "Caja 1");
  }));

Deno.test("projections: wrong flags are named, with the way out", async () => {
  for (
    const [args, words] of [
      [["rebuild"], /Falta --tenant/],
      [["rebuild", "--tenant", "x", "--name", "nada"], /--name.* "nada"/],
      [["rebuld"], /No conozco la orden "rebuld"/],
    ] as const
  ) {
    const { code, err } = await runMain(projections, ...args);
    assert.equal(code, EXIT.usage);
    assert.match(err, words);
  }
  assert.equal((await runMain(projections, "rebuild", "--help")).code, 0);
});
