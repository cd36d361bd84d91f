import assert from "node:assert/strict";
import { addProduct } from "../../commands/catalogue/add_product.ts";
import { productInput, taken, withShop } from "../support/test_shop.ts";

const ROOT = new URL("../../", import.meta.url);
const FOLDERS = ["api", "commands", "events", "routes", "niches", "workers", "scripts", "integrations"];

function* sources(folder: string): Generator<[path: string, text: string]> {
  for (const entry of Deno.readDirSync(new URL(`${folder}/`, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sources(path);
    else if (/\.tsx?$/.test(path) && !/_test\.|testing\.ts|conformance|_child\.ts/.test(path)) {
      yield [path, Deno.readTextFileSync(new URL(path, ROOT))];
    }
  }
}

Deno.test("T16: no text of a client is ever part of ATTACH, PRAGMA, VACUUM or a name", () => {
  const found = FOLDERS.flatMap((folder) => [...sources(folder)]).filter(([, text]) =>
    /[`"'](?:ATTACH|DETACH|PRAGMA|VACUUM)\b[^`"']*\$\{/i.test(text)
  );
  assert.deepEqual(found.map(([path]) => path), []);
});

Deno.test("T16: what looks like SQL is a name like any other", () =>
  withShop(async (shop) => {
    const names = [
      `'); DROP TABLE event; --`,
      `" OR 1=1 --`,
      "Robert'); ATTACH DATABASE '/tmp/x.db' AS x; --",
      "%_[^a]*?",
      "🍋 ñandú; PRAGMA writable_schema=ON",
    ];
    for (const name of names) {
      taken(await addProduct(shop.as(), { id: shop.ids.next() }, productInput(shop, name)));
    }
    const kept = await shop.store.db.all<{ name: string }>("SELECT name FROM product ORDER BY name");
    assert.deepEqual(kept.map(({ name }) => name).toSorted(), names.toSorted());
    assert.deepEqual(
      await shop.store.db.all("SELECT name FROM pragma_database_list WHERE name <> 'main'"),
      [],
    );
  }));
