import assert from "node:assert/strict";
import { withServices } from "../../../tests/support/services.ts";
import { personalOf, personByLookup } from "./accounts.ts";
import { newPerson } from "./people.ts";
import { sealPeople } from "./personal.ts";

const LUCHA = {
  name: "Lucha Quispe",
  email: "lucha@caserito.test",
  phone: "+51987654321",
  passwordHash: null,
};
const AT = "2026-03-01T03:30:00.000Z" as Parameters<typeof newPerson>[3];

/** Every byte of the data folder but the keys, as an intruder with a copy of the databases reads it. */
async function readable(dir: string, text: string): Promise<boolean> {
  for await (const { name, isFile } of Deno.readDir(dir)) {
    if (!isFile) continue;
    const bytes = await Deno.readFile(`${dir}/${name}`);
    if (new TextDecoder("latin1").decode(bytes).includes(text)) return true;
  }
  return false;
}

Deno.test("a person's data are found by e-mail and phone, and stand nowhere in clear", () =>
  withServices(async ({ control, ids, environment }) => {
    const id = ids.next();
    await control.batch(await newPerson(control, id, LUCHA, AT));
    const { passwordHash: _, ...known } = LUCHA;
    assert.deepEqual(await personalOf(control, id), known);
    assert.equal((await personByLookup(control, "email", LUCHA.email))?.personId, id);
    assert.equal((await personByLookup(control, "phone", LUCHA.phone))?.personId, id);
    assert.equal(await personByLookup(control, "phone", LUCHA.email), null);
    for (const text of Object.values(known)) {
      assert.equal(await readable(environment.CASERITO_DATA_DIR, text), false, text);
    }
    await control.personal.erase(id);
    assert.deepEqual(await personalOf(control, id), { name: null, email: null, phone: null });
  }));

Deno.test("what stood in clear from before is sealed at the next start, and its bytes are gone", () =>
  withServices(async ({ control, ids, environment }) => {
    const id = ids.next();
    await control.batch([{
      sql:
        "INSERT INTO person (id, name, email, created_at) VALUES (?, 'Rosa Mamani', 'rosa@caserito.test', '')",
      args: [id],
    }]);
    assert.equal(await sealPeople(control), true);
    assert.equal(await sealPeople(control), false);
    assert.deepEqual(await personalOf(control, id), {
      name: "Rosa Mamani",
      email: "rosa@caserito.test",
      phone: null,
    });
    assert.equal((await personByLookup(control, "email", "rosa@caserito.test"))?.personId, id);
    await control.all("PRAGMA wal_checkpoint(TRUNCATE)");
    assert.equal(await readable(environment.CASERITO_DATA_DIR, "Rosa Mamani"), false);
  }));
