import assert from "node:assert/strict";
import { EXIT } from "../scripts/cli.ts";
import { projections } from "../scripts/projections.ts";
import { runMain } from "./support/cli_output.ts";
import { runScript } from "./support/run_script.ts";
import { emptyShop, withServices } from "./support/services.ts";
import { tableNow } from "./support/table_now.ts";

Deno.test("a read model that somebody edited is mended by a rebuild of that one", () =>
  withServices(async (services) => {
    const store = await emptyShop(services, "minimarket-lucha");
    await store.projections.batch([{ sql: `UPDATE ${tableNow("register")} SET name = 'Caja 9'`, args: [] }]);
    const run = async (...args: string[]) => {
      const { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN } = services.environment;
      const tenant = ["--tenant", "minimarket-lucha", "--json"];
      const env = { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN };
      const { code, out, err } = await runScript("projections", [...args, ...tenant], env);
      assert.equal(code, 0, err);
      JSON.parse(out);
    };
    await run("rebuild", "--name", "stock", "--name", "gate");
    assert.equal((await store.db.first("SELECT name FROM register"))?.["name"], "Caja 9");
    await run("rebuild", "--name", "shop");
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
