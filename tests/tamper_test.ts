import assert from "node:assert/strict";
import { join } from "node:path";
import { registerSale } from "../commands/sale/register_sale.ts";
import { type CheckpointSigner, checkpointSigner } from "../commands/ledger/sign_checkpoint.ts";
import type { LedgerReport } from "../commands/ledger/verify_ledger.ts";
import { utf8Bytes } from "../events/log/bytes.ts";
import { encodeEnvelope, type Envelope } from "../events/log/envelope.ts";
import { EXIT_CODE, type FaultClass } from "../events/log/faults.ts";
import { anEnvelope } from "../events/log/testing.ts";
import { openKeystore } from "../events/store/keystore.ts";
import { ledger } from "../scripts/ledger.ts";
import { EXIT } from "../scripts/cli.ts";
import { runMain } from "./support/cli_output.ts";
import { snapshot, StolenFile } from "./support/tampering.ts";
import { builtSale, openedSession, stocked, taken, type TestShop, withShop } from "./support/test_shop.ts";
import { tableNow } from "./support/table_now.ts";

/**
 * The tamper matrix of design §4, end to end: a real shop's file, somebody who edits it, and the auditor's command.
 * Rows that need a witness on another machine are not here: `Witness` (events/log/witness.ts) is the seam for it, and
 * no witness is built yet. They are: everything rewritten and signed anew with the stolen key, and a fork after an old
 * backup was put back (which the signer itself refuses: `commands/ledger/sign_checkpoint_test.ts`).
 */
interface Evidence {
  readonly dir: string;
  /** The shop's file as the shop left it. */
  readonly file: string;
  /** The same an hour earlier, before its last two sales. */
  readonly earlier: string;
  readonly vkey: string;
  /** The newest checkpoint, as the Z report and the accountant have it. */
  readonly note: string;
  readonly size: number;
  /** Size of the checkpoint before. */
  readonly signedBefore: number;
  /** Position of a signed sale. */
  readonly sale: number;
}

async function sell(
  shop: TestShop,
  number: number,
  seq: number,
  rest: { session: string; product: Awaited<ReturnType<typeof stocked>> },
) {
  const sale = builtSale(shop, { cashSessionId: rest.session, number }, [[rest.product, 2000]]);
  const context = { ...shop.as(), dev: { id: "tablet-1", seq, prev: null, sig: null } };
  taken(await registerSale(context, { id: shop.ids.next() }, { sale }));
}

async function makeEvidence(dir: string): Promise<Evidence> {
  let evidence: Evidence | null = null;
  await withShop(async (shop) => {
    const { store } = shop;
    const signer: CheckpointSigner = checkpointSigner(openKeystore(join(dir, "keys")));
    const product = await stocked(shop, "Café Altomayo", 50_000), session = await openedSession(shop);
    for (let i = 1; i <= 3; i++) await sell(shop, i, i, { session, product });
    const [first] = await store.read({ types: ["SaleRegistered"], limit: 1 });
    const before = taken(await signer.sign(store));
    const [row] = await store.db.all<{ file: string }>(
      "SELECT file FROM pragma_database_list WHERE name = 'main'",
    );
    snapshot(row!.file, join(dir, "earlier.db"));
    for (let i = 4; i <= 5; i++) await sell(shop, i, i, { session, product });
    const { note, size } = taken(await signer.sign(store));
    snapshot(row!.file, join(dir, "shop.db"));
    evidence = {
      dir,
      file: join(dir, "shop.db"),
      earlier: join(dir, "earlier.db"),
      vkey: await signer.vkey(store),
      note: join(dir, "kept.checkpoint"),
      size,
      signedBefore: before.size,
      sale: first!.pos,
    };
    await Deno.writeTextFile(evidence.note, note);
  });
  assert.ok(evidence);
  return evidence;
}

async function verify(
  file: string,
  vkey: string,
  ...flags: string[]
): Promise<LedgerReport & { readonly code: number }> {
  const { code, out, err } = await runMain(
    ledger,
    "verify",
    "--file",
    file,
    "--vkey",
    vkey,
    "--json",
    ...flags,
  );
  assert.equal(err, "");
  return { code, ...JSON.parse(out) as LedgerReport };
}

Deno.test("the tamper matrix, on a shop's own file", async (t) => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-tamper-" });
  let copies = 0;
  const copy = (from: string, work: (file: StolenFile) => void) =>
    StolenFile.of(from, join(dir, `copy-${++copies}.db`), work);
  try {
    const evidence = await makeEvidence(dir);
    const { file, sale, vkey, note, size, signedBefore } = evidence;

    /** Does something to a copy and expects the auditor to find this class, first at this position. */
    const row = (
      name: string,
      work: (file: StolenFile) => void,
      expected: { readonly class: FaultClass; readonly pos: number | null },
      ...flags: string[]
    ) =>
      t.step(name, async () => {
        const report = await verify(await copy(file, work), vkey, ...flags);
        assert.deepEqual(
          { class: report.faults[0]?.class, pos: report.firstBadPos, code: report.code },
          { ...expected, code: EXIT_CODE[expected.class] },
          JSON.stringify(report.faults.slice(0, 3)),
        );
      });

    await t.step("untouched, it verifies, with the note kept outside too", async () => {
      const report = await verify(file, vkey, "--checkpoint", note);
      assert.deepEqual([report.code, report.faults, report.events, report.signedSize], [0, [], size, size]);
      assert.ok(report.replayed.length >= 8 && report.replayed.some(({ rows }) => rows > 0));
    });

    await row("a byte of a body is flipped", (stolen) => {
      const body = stolen.body(sale);
      body[body.length - 20]! ^= 1;
      stolen.run("UPDATE event SET body = ? WHERE pos = ?", body, sale);
    }, { class: "leaf", pos: sale });
    await row("a byte of a leaf is flipped", (stolen) => {
      const leaf = stolen.one("SELECT leaf FROM event WHERE pos = ?", sale).leaf as Uint8Array;
      leaf[7]! ^= 1;
      stolen.run("UPDATE event SET leaf = ? WHERE pos = ?", leaf, sale);
    }, { class: "leaf", pos: sale });
    await row("a body is edited and its leaf and the head made to fit", (stolen) => {
      stolen.setBody(sale, utf8Bytes(textOf(stolen, sale).replace('"quantity":2000', '"quantity":1000')));
    }, { class: "root", pos: 1 });
    await row("the same, in what only the last checkpoint signs", (stolen) => {
      stolen.setBody(size, utf8Bytes(textOf(stolen, size).replace('"quantity":2000', '"quantity":1000')));
    }, { class: "root", pos: signedBefore + 1 });
    await row("two rows change places", (stolen) => {
      stolen.run("UPDATE event SET pos = -pos WHERE pos IN (?, ?)", sale, sale + 1);
      stolen.run("UPDATE event SET pos = 2 * ? + 1 + pos WHERE pos < 0", sale);
      stolen.mendHead();
    }, { class: "schema", pos: sale });
    await row("two events change places and everything is written anew around them", (stolen) => {
      stolen.rewrite((events) => swapped(events, sale - 1, sale));
    }, { class: "device-chain", pos: sale });
    await row("one position is renumbered", (stolen) => {
      stolen.run("UPDATE event SET pos = 1000 WHERE pos = ?", size);
    }, { class: "schema", pos: 1000 });
    await row("an event is put into the middle and the rest moved on", (stolen) => {
      stolen.rewrite((events) => {
        const invented = { ...events[0]!, id: "0198c0de-0000-7000-8000-00000000ffff", stream: "gate" };
        const gate = { ...invented, type: "SalesGateSet", data: { open: true, reason: "al día" } };
        return events.toSpliced(2, 0, gate);
      });
    }, { class: "root", pos: 1 });

    await t.step("the tail is cut: only a checkpoint kept outside knows", async () => {
      const alone = await verify(evidence.earlier, vkey);
      assert.deepEqual([alone.code, alone.events], [0, signedBefore]);
      const report = await verify(evidence.earlier, vkey, "--checkpoint", note);
      assert.deepEqual([report.code, report.faults[0]?.class], [
        EXIT_CODE["outside-checkpoint"],
        "outside-checkpoint",
      ]);
      assert.match(report.faults[0]!.message, new RegExp(`signed at size ${size}.*only ${signedBefore}`));
    });
    await row("the tail is cut by hand, with the newest checkpoint left", (stolen) => {
      stolen.run("DELETE FROM event WHERE pos > ?", signedBefore);
      stolen.mendHead();
    }, { class: "root", pos: null });

    await row("an event of another shop's log is put in", (stolen) => {
      stolen.rewrite((events) =>
        events.map((event) => event.pos === sale ? { ...event, log: "caserito.test/t/bodega-nelly" } : event)
      );
    }, { class: "schema", pos: sale });
    await row("a tablet's sale is dropped before it is appended", (stolen) => {
      stolen.rewrite((events) => events.filter(({ pos }) => pos !== sale));
      stolen.run("DELETE FROM checkpoint"); // so that nothing was ever signed of it
    }, { class: "device-chain", pos: sale });

    await t.step("a figure is edited: the event that made it is named", async () => {
      const edited = await copy(
        file,
        (stolen) => assert.equal(stolen.run(`UPDATE ${tableNow("stock")} SET on_hand = on_hand + 7000`), 1),
      );
      const report = await verify(edited, vkey);
      const first = report.faults[0]!;
      assert.deepEqual([first.class, report.code], ["projection", EXIT_CODE.projection]);
      assert.match(first.message, /table stock, .*on_hand: 47000, the events say 40000/);
      assert.ok(first.pos !== null && first.pos < sale);
    });
    await row("a sale is taken out of the read model", (stolen) => {
      assert.equal(stolen.run(`DELETE FROM ${tableNow("sale")} WHERE pos = ?`, sale), 1);
    }, { class: "projection", pos: sale });
    await row("a movement is invented in the read model", (stolen) => {
      assert.equal(
        stolen.run(
          `INSERT INTO ${
            tableNow("cash_movement")
          } VALUES ('x', 99, 'm', 'out', 5000, 'pan', 'p', '2026-11-23T05:00:00.000Z')`,
        ),
        1,
      );
    }, { class: "projection", pos: null });

    const ambiguous: [string, (text: string) => string][] = [
      ["a key that stands twice", (text) => text.replace('{"actor"', '{"v":1,"actor"')],
      ["1.0 for 1", (text) => text.replace('"v":1,', '"v":1.0,').replace('"v":1}', '"v":1.0}')],
      ["an é in two code points", (text) => text.replace("é", "e\u0301")],
      ["70 kB", (text) => text.replace("Café", `Café${"x".repeat(70_000)}`)],
    ];
    for (const [name, edit] of ambiguous) {
      await row(`a stored body has ${name}`, (stolen) => {
        const text = textOf(stolen, sale), edited = edit(text);
        assert.notEqual(edited, text);
        stolen.setBody(sale, utf8Bytes(edited));
      }, { class: "canonical", pos: sale });
    }

    await row("a checkpoint's note is edited", (stolen) => {
      const { note } = stolen.one("SELECT note FROM checkpoint WHERE size = ?", size) as { note: string };
      stolen.run(
        "UPDATE checkpoint SET note = ? WHERE size = ?",
        note.replace(`\n${size}\n`, `\n${size - 1}\n`),
        size,
      );
    }, { class: "signature", pos: null });
    await t.step("the public key is replaced", async () => {
      const keystore = openKeystore(join(dir, "other-keys")), log = vkey.split("+")[0]!;
      await keystore.create("forger" as Parameters<typeof keystore.create>[0], log);
      const other = await keystore.vkey("forger" as Parameters<typeof keystore.create>[0]);
      const report = await verify(file, other);
      assert.deepEqual([report.faults[0]?.class, report.code], ["signature", EXIT_CODE.signature]);
    });

    await t.step("what stood when is not told from events that cannot be read", async () => {
      const broken = await copy(file, (stolen) => stolen.setBody(sale, utf8Bytes("{}")));
      const { code, err } = await runMain(ledger, "replay", "--file", broken, "--vkey", vkey);
      assert.deepEqual([code, /No se puede leer/.test(err)], [EXIT.failed, true]);
    });
    await t.step(
      "a file that is no database, and one that is no shop's, are faults and no crash",
      async () => {
        await Deno.writeFile(join(dir, "junk.db"), new Uint8Array(8192).fill(7));
        assert.equal((await verify(join(dir, "junk.db"), vkey)).code, EXIT_CODE.io);
        const other = await copy(file, (stolen) => stolen.run("DROP TABLE checkpoint"));
        assert.equal((await verify(other, vkey)).code, EXIT_CODE.schema);
      },
    );
    await t.step(
      "through the real command: the position is named to a person, the code to a script",
      async () => {
        const flipped = await copy(file, (stolen) => {
          const body = stolen.body(sale);
          body[40]! ^= 1;
          stolen.run("UPDATE event SET body = ? WHERE pos = ?", body, sale);
        });
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "-P=cli", "scripts/ledger.ts", "verify", "--file", flipped, "--vkey", vkey],
          cwd: new URL("..", import.meta.url),
          env: { NO_COLOR: "1" },
        }).output();
        const text = new TextDecoder().decode(stdout);
        assert.equal(code, EXIT_CODE.leaf, new TextDecoder().decode(stderr));
        assert.match(text, /NO está entero/);
        assert.match(text, new RegExp(`Primera posición mala +${sale}\n`));
      },
    );
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

const textOf = (stolen: StolenFile, pos: number): string => new TextDecoder().decode(stolen.body(pos));

const swapped = (events: readonly Envelope[], i: number, j: number): Envelope[] =>
  events.map((event, at) => at === i ? events[j]! : at === j ? events[i]! : event);

Deno.test("what could be read in two ways is refused before it is written", () => {
  const refusalOf = (data: unknown) => {
    const encoded = encodeEnvelope(anEnvelope({ data }));
    return encoded.ok ? null : encoded.error.type;
  };
  assert.equal(refusalOf({ total: 1.5 }), "NotInteger");
  assert.equal(refusalOf({ name: "Cafe\u0301" }), "NotNfc");
  assert.equal(refusalOf({ note: "x".repeat(70_000) }), "TooLarge");
  assert.equal(refusalOf({ name: "Café", total: 1 }), null);
});

Deno.test("a person whose key was erased is gone, and the log still verifies", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-erased-" });
  try {
    await withShop(async (shop) => {
      const { store } = shop, id = shop.ids.next(), iv = crypto.getRandomValues(new Uint8Array(12));
      let key: CryptoKey | null = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ]);
      const additionalData = utf8Bytes(`${store.origin}|${id}|name`);
      const sealed = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv, additionalData },
        key,
        utf8Bytes("Rosa Mamani"),
      );
      taken(
        await store.append({
          command: { id: shop.ids.next(), hash: new Uint8Array(32), outcome: "{}" },
          actor: { kind: "system", id: "test" },
          dev: null,
          events: [{
            id,
            stream: "gate",
            type: "SalesGateSet",
            occurredAt: shop.clock.now(),
            data: { open: true, reason: "al día" },
            pii: [{
              subject: "rosa",
              field: "name",
              kid: "k1",
              iv: iv.toBase64(),
              ct: new Uint8Array(sealed).toBase64(),
            }],
          }],
          expected: [{ stream: "gate", version: 0 }],
          gate: "always",
        }),
      );
      const signer = checkpointSigner(openKeystore(join(dir, "keys")));
      taken(await signer.sign(store));
      key = null; // all that ever could open it
      const [row] = await store.db.all<{ file: string }>(
        "SELECT file FROM pragma_database_list WHERE name = 'main'",
      );
      snapshot(row!.file, join(dir, "shop.db"));
      const report = await verify(join(dir, "shop.db"), await signer.vkey(store));
      assert.deepEqual([report.code, report.faults, key], [0, [], null]);
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("wrong flags are named, with the way out", async () => {
  const refused = async (...args: string[]) => {
    const { code, err } = await runMain(ledger, ...args);
    assert.equal(code, EXIT.usage);
    return err;
  };
  assert.match(await refused("verify"), /Falta --tenant/);
  assert.match(await refused("verify", "--tenat", "x"), /No conozco --tenat\. .*--help/);
  assert.match(await refused("verify", "--file", "x.db"), /--file necesita --vkey/);
  assert.match(await refused("verify", "--file", "x.db", "--tenant", "y"), /--file y --tenant/);
  assert.match(await refused("verify", "--file", "x.db", "--vkey", "nonsense"), /--vkey no es/);
  assert.match(await refused("replay", "--tenant", "x", "--at", "-1"), /--at/);
  assert.match(
    await refused("export", "--tenant", "x", "--out", "y", "--format", "xml"),
    /--format lleva tiles o jsonl/,
  );
  assert.match(await refused("verifi"), /No conozco la orden "verifi"/);
  for (const command of ["verify", "export", "checkpoint", "proof", "replay"]) {
    const { code, out } = await runMain(ledger, command, "--help");
    assert.deepEqual([code, out.includes(`ledger ${command}`)], [0, true]);
  }
});
