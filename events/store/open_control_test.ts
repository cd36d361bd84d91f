import assert from "node:assert/strict";
import { startSqld } from "../../tests/support/sqld.ts";
import { ConstraintError } from "./control/db.ts";
import type { DatabaseConfig } from "./database_config.ts";
import { openControl } from "./open_control.ts";
import { openSubjectKeys } from "./subject_keys.ts";

const server = await startSqld();
const dir = await Deno.makeTempDir({ prefix: "caserito-control-" });
Deno.test.afterAll(async () => {
  await server?.stop();
  await Deno.remove(dir, { recursive: true });
});

const configs: readonly (DatabaseConfig | null)[] = [
  { kind: "embedded", dir },
  server && { kind: "remote", url: server.url, adminUrl: server.adminUrl },
];
for (const [i, config] of configs.entries()) {
  Deno.test({
    name: `the control database is made, found again and keeps its rules: ${["embedded", "remote"][i]}`,
    ignore: config === null,
    async fn() {
      const shop = (id: string) => ({
        sql:
          "INSERT INTO shop (id, slug, name, niche, created_at) VALUES (?, 'lucha', 'Lucha', 'minimarket', '')",
        args: [id],
      });
      const first = await openControl(config!, openSubjectKeys(`${dir}/keys`));
      await first.batch([shop("one")]);
      await assert.rejects(first.batch([shop("two")]), ConstraintError);
      await first.close();
      const again = await openControl(config!, openSubjectKeys(`${dir}/keys`));
      assert.deepEqual(await again.all("SELECT id FROM shop"), [{ id: "one" }]);
      assert.deepEqual(await again.first("SELECT id FROM shop WHERE id = ?1 AND slug <> ?1", ["one"]), {
        id: "one",
      });
      assert.equal(await again.first("SELECT id FROM shop WHERE id = ?", ["two"]), null);
      await again.close();
    },
  });
}
