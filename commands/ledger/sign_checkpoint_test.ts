import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { factRegistry } from "../../events/facts/mod.ts";
import { openCheckpoint } from "../../events/log/checkpoint.ts";
import { parseVerifierKey } from "../../events/log/verifier_key.ts";
import { KeystoreError, openKeystore } from "../../events/store/keystore.ts";
import { openTenants, parseTenantId, type Tenants, type TenantStore } from "../../events/store/mod.ts";
import { uuidv7Maker } from "../../kernel/ids.ts";
import { systemClock } from "../../kernel/time.ts";
import { openCheckpointSigner } from "./sign_checkpoint.ts";

const TENANT = parseTenantId("lucha")!;
const ids = uuidv7Maker(systemClock);

interface Place {
  readonly dir: string;
  readonly keys: string;
  open(): Promise<{ tenants: Tenants; store: TenantStore }>;
}

async function inPlace(work: (place: Place) => Promise<void>) {
  const dir = await Deno.makeTempDir({ prefix: "caserito-sign-" });
  const opened: Tenants[] = [];
  try {
    await work({
      dir,
      keys: `${dir}/keys`,
      async open() {
        const tenants = await openTenants({
          config: { kind: "embedded", dir },
          baseDomain: "caserito.test",
          facts: factRegistry(),
          projections: [],
        });
        opened.push(tenants);
        return { tenants, store: await tenants.create(TENANT) };
      },
    });
  } finally {
    for (const tenants of opened) await tenants.close();
    await Deno.remove(dir, { recursive: true });
  }
}

async function record(store: TenantStore, count = 1) {
  for (let i = 0; i < count; i++) {
    const stream = `gate-${ids.next()}`;
    const appended = await store.append({
      command: { id: ids.next(), hash: new Uint8Array(32), outcome: "{}" },
      actor: { kind: "system", id: "test" },
      dev: null,
      events: [{
        id: ids.next(),
        stream,
        type: "SalesGateSet",
        occurredAt: systemClock.now(),
        data: { open: true, reason: "" },
      }],
      expected: [{ stream, version: 0 }],
      gate: "always",
    });
    assert.ok(appended.ok, JSON.stringify(appended));
  }
}

/** Edits a shop's file behind the program's back, as one does who can write to the disk. */
function edit(place: Place, sql: string) {
  const db = new DatabaseSync(`${place.dir}/tenants/${TENANT}.db`);
  db.exec(sql);
  db.close();
}

Deno.test("a checkpoint is of the whole log, bears the log's key and stands in the database", () =>
  inPlace(async (place) => {
    const { store } = await place.open();
    const signer = openCheckpointSigner(place.keys);
    await record(store, 3);
    const signed = await signer.sign(store);
    assert.ok(signed.ok);
    const { size, root } = await store.head();
    assert.deepEqual([signed.value.size, signed.value.root], [size, root]);
    assert.deepEqual(await store.checkpoints(), [{ size: 3, note: signed.value.note }]);
    const key = parseVerifierKey(await signer.vkey(store));
    assert.ok(key.ok);
    assert.ok((await openCheckpoint(signed.value.note, { origin: store.origin, keys: [key.value] })).ok);
  }));

Deno.test("where nothing was added, the last checkpoint is the answer; a restart changes nothing", () =>
  inPlace(async (place) => {
    const { store } = await place.open();
    await record(store);
    const first = await openCheckpointSigner(place.keys).sign(store);
    const again = await openCheckpointSigner(place.keys).sign(store);
    assert.deepEqual(again, first);
    await record(store);
    const grown = await openCheckpointSigner(place.keys).sign(store);
    assert.ok(grown.ok);
    assert.equal(grown.value.size, 2);
  }));

Deno.test("signers that run at once sign one history", () =>
  inPlace(async (place) => {
    const { store } = await place.open();
    await record(store, 2);
    const signers = [openCheckpointSigner(place.keys), openCheckpointSigner(place.keys)];
    const signed = await Promise.all([...signers, ...signers].map((signer) => signer.sign(store)));
    assert.ok(signed.every((result) => result.ok));
    assert.equal(new Set(signed.map((result) => result.ok && result.value.note)).size, 1);
  }));

Deno.test("a note kept just before a crash is put into the database at the next turn", () =>
  inPlace(async (place) => {
    const { store } = await place.open();
    const signer = openCheckpointSigner(place.keys);
    await record(store);
    const failing = Object.create(store, {
      addCheckpoint: { value: () => Promise.reject(new Error("power cut")) },
      bodies: { value: store.bodies.bind(store) },
      head: { value: store.head.bind(store) },
      checkpoints: { value: store.checkpoints.bind(store) },
    }) as TenantStore;
    await assert.rejects(signer.sign(failing), /power cut/);
    assert.deepEqual(await store.checkpoints(), []);
    assert.ok((await signer.sign(store)).ok);
    assert.equal((await store.checkpoints()).length, 1);
  }));

Deno.test("yesterday's file put back is not signed, neither as it is nor after selling on", () =>
  inPlace(async (place) => {
    const file = `${place.dir}/tenants/${TENANT}.db`, sign = openCheckpointSigner(place.keys).sign;
    const yesterday = await place.open();
    await record(yesterday.store, 2);
    await yesterday.tenants.close();
    edit(place, `VACUUM INTO '${place.dir}/yesterday.db'`);
    const today = await place.open();
    await record(today.store);
    assert.ok((await sign(today.store)).ok);
    await today.tenants.close();
    for (const suffix of ["", "-wal", "-shm"]) await rm(`${file}${suffix}`, { force: true });
    await Deno.copyFile(`${place.dir}/yesterday.db`, file);

    const { store } = await place.open();
    const refused = async () => {
      const result = await sign(store);
      assert.ok(!result.ok);
      return result.error;
    };
    assert.deepEqual(await refused(), { type: "LogShrunk", signedSize: 3, size: 2 });
    await record(store, 2);
    assert.deepEqual(await refused(), { type: "Inconsistent", signedSize: 3, size: 4 });
  }));

Deno.test("a log whose signed events were changed is not signed", () =>
  inPlace(async (place) => {
    const { store } = await place.open();
    await record(store, 3);
    assert.ok((await openCheckpointSigner(place.keys).sign(store)).ok);
    edit(
      place,
      "DROP TRIGGER event_no_update; UPDATE event SET body = (SELECT body FROM event WHERE pos = 1) WHERE pos = 2",
    );
    await record(store);
    const refusal = { ok: false, error: { type: "Inconsistent", signedSize: 3, size: 4 } };
    assert.deepEqual(await openCheckpointSigner(place.keys).sign(store), refusal);
  }));

Deno.test("a log that was signed gets no new key", () =>
  inPlace(async (place) => {
    const { store } = await place.open();
    await record(store);
    assert.ok((await openCheckpointSigner(place.keys).sign(store)).ok);
    const refused = await openCheckpointSigner(`${place.dir}/other`).sign(store);
    assert.ok(!refused.ok && refused.error.type === "KeystoreUnusable");
    assert.match(refused.error.detail, /CASERITO_KEYSTORE/);
  }));

Deno.test("keys: only their owner reads them, and none is overwritten", () =>
  inPlace(async (place) => {
    const keystore = openKeystore(place.keys);
    await keystore.create(TENANT, "caserito.test/t/lucha");
    const before = await Deno.readTextFile(`${place.keys}/lucha.key`);
    if (Deno.build.os !== "windows") {
      assert.equal((await Deno.stat(`${place.keys}/lucha.key`)).mode! & 0o777, 0o600);
    }
    await assert.rejects(keystore.create(TENANT, "caserito.test/t/lucha"), KeystoreError);
    assert.equal(await Deno.readTextFile(`${place.keys}/lucha.key`), before);
    await Deno.writeTextFile(`${place.keys}/lucha.key`, "nonsense\n");
    await assert.rejects(keystore.holding(TENANT, () => Promise.resolve()), /holds no Ed25519 key/);
  }));
