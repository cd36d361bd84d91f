import assert from "node:assert/strict";
import { join } from "node:path";
import { KeystoreError } from "./keystore.ts";
import { openSubjectKeys, SubjectErased, type SubjectKeys } from "./subject_keys.ts";
import { parseTenantId } from "./tenant_id.ts";

const LUCHA = parseTenantId("minimarket-lucha")!, ANA = parseTenantId("minimarket-ana")!;
const ROSA = "0198c0de-0000-7000-8000-000000000001", JUAN = "0198c0de-0000-7000-8000-000000000002";

async function withKeys(test: (keys: SubjectKeys, dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-keys-" });
  try {
    await test(openSubjectKeys(dir), dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("subject keys: what is sealed opens again, also by another process, and twice never alike", () =>
  withKeys(async (keys, dir) => {
    await keys.create(LUCHA, ROSA);
    await keys.create(LUCHA, ROSA);
    const first = await keys.seal(LUCHA, ROSA, "name", "Rosa Quispe");
    const second = await keys.seal(LUCHA, ROSA, "name", "Rosa Quispe");
    assert.notEqual(first.ct, second.ct);
    assert.equal(first.kid, second.kid);
    for (const sealed of [first, second]) {
      assert.equal(await openSubjectKeys(dir).open(LUCHA, sealed), "Rosa Quispe");
    }
    const { mode } = await Deno.stat(join(dir, "people", LUCHA, `${ROSA}.key`));
    assert.equal(mode! & 0o777, 0o600);
    assert.equal((await Deno.stat(join(dir, "people", LUCHA))).mode! & 0o777, 0o700);
  }));

Deno.test("subject keys: a sealed text belongs to its shop, its person and its field", () =>
  withKeys(async (keys, dir) => {
    for (const owner of [LUCHA, ANA, "platform" as const]) await keys.create(owner, ROSA);
    await keys.create(LUCHA, JUAN);
    const sealed = await keys.seal(LUCHA, ROSA, "name", "Rosa Quispe");
    assert.equal(await keys.open(ANA, sealed), null);
    assert.equal(await keys.open("platform", sealed), null);
    assert.equal(await keys.open(LUCHA, { ...sealed, subject: JUAN }), null);
    await assert.rejects(keys.open(LUCHA, { ...sealed, field: "phone" }), KeystoreError);
    await assert.rejects(keys.open(LUCHA, { ...sealed, ct: sealed.iv }), KeystoreError);
    // Even the very same key, copied to another shop, opens nothing there.
    const people = join(dir, "people");
    await Deno.copyFile(join(people, LUCHA, `${ROSA}.key`), join(people, ANA, `${ROSA}.key`));
    await assert.rejects(keys.open(ANA, sealed), KeystoreError);
  }));

Deno.test("subject keys: an erased person is gone in every process, and no key is made anew", () =>
  withKeys(async (keys, dir) => {
    await keys.create(LUCHA, ROSA);
    const path = join(dir, "people", LUCHA, `${ROSA}.key`), secret = await Deno.readTextFile(path);
    const sealed = await keys.seal(LUCHA, ROSA, "name", "Rosa Quispe");
    const other = openSubjectKeys(dir);
    assert.equal(await other.open(LUCHA, sealed), "Rosa Quispe");
    await keys.erase(LUCHA, ROSA);
    await keys.erase(LUCHA, ROSA);
    assert.equal(await other.open(LUCHA, sealed), null);
    await assert.rejects(other.create(LUCHA, ROSA), SubjectErased);
    await assert.rejects(other.seal(LUCHA, ROSA, "name", "Rosa"), SubjectErased);
    for await (const entry of Deno.readDir(join(dir, "people", LUCHA))) {
      const text = await Deno.readTextFile(join(dir, "people", LUCHA, entry.name));
      assert.ok(!text.includes(secret.trim()), entry.name);
    }
    // A person of whom nothing was ever sealed can be erased too.
    await keys.erase(LUCHA, JUAN);
    await assert.rejects(keys.create(LUCHA, JUAN), SubjectErased);
  }));

Deno.test("subject keys: many at once make one key", () =>
  withKeys(async (_, dir) => {
    const makers = Array.from({ length: 20 }, () => openSubjectKeys(dir));
    await Promise.all(makers.map((keys) => keys.create(LUCHA, ROSA)));
    const sealed = await Promise.all(makers.map((keys) => keys.seal(LUCHA, ROSA, "name", "Rosa")));
    assert.equal(new Set(sealed.map(({ kid }) => kid)).size, 1);
    const indexes = await Promise.all(makers.map((keys) => keys.index(LUCHA, "phone", "987654321")));
    assert.equal(new Set(indexes).size, 1);
    assert.notEqual(indexes[0], await makers[0]!.index(LUCHA, "name", "987654321"));
    assert.notEqual(indexes[0], await makers[0]!.index(ANA, "phone", "987654321"));
  }));

Deno.test("subject keys: what is missing or damaged is said with the variable's name", () =>
  withKeys(async (keys, dir) => {
    await assert.rejects(keys.seal(LUCHA, ROSA, "name", "Rosa"), /CASERITO_KEYSTORE/);
    await keys.create(LUCHA, ROSA);
    const sealed = await keys.seal(LUCHA, ROSA, "name", "Rosa");
    await Deno.writeTextFile(join(dir, "people", LUCHA, `${ROSA}.key`), "AAAA\n");
    await assert.rejects(keys.open(LUCHA, sealed), /CASERITO_KEYSTORE/);
    await Deno.writeTextFile(join(dir, "file"), "");
    await assert.rejects(openSubjectKeys(join(dir, "file")).create(LUCHA, ROSA), /CASERITO_KEYSTORE/);
    for (const subject of ["", "..", "../x", "A", "a/b"]) {
      await assert.rejects(keys.create(LUCHA, subject), TypeError);
    }
  }));
