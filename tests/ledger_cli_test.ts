import assert from "node:assert/strict";
import { join } from "node:path";
import { parseCheckpoint } from "../events/log/checkpoint.ts";
import { leafHash } from "../events/log/merkle.ts";
import { parseNote } from "../events/log/signed_note.ts";
import { EXIT } from "../scripts/cli.ts";
import { runScript } from "./support/run_script.ts";
import { emptyShop, withServices } from "./support/services.ts";

Deno.test("an auditor signs, verifies, exports, proves and replays with one command each", () =>
  withServices(async (services) => {
    await emptyShop(services, "minimarket-lucha", ["Caja 1", "Caja 2"]);
    const tenant = ["--tenant", "minimarket-lucha"], dir = services.environment.CASERITO_DATA_DIR;
    const ledger = (...args: string[]) => runScript("ledger", args, { CASERITO_DATA_DIR: dir });

    const unsigned = await ledger("verify", ...tenant);
    assert.equal(unsigned.code, EXIT.config);
    assert.match(unsigned.err, /No hay clave .*deno task ledger checkpoint --tenant minimarket-lucha/);

    const signed = await ledger("checkpoint", ...tenant, "--json");
    assert.equal(signed.code, 0, signed.err);
    const { note, vkey, size } = JSON.parse(signed.out) as { note: string; vkey: string; size: number };
    assert.equal(size, 3);
    await Deno.writeTextFile(join(dir, "kept"), note);

    const verified = await ledger("verify", ...tenant, "--checkpoint", join(dir, "kept"));
    assert.equal(verified.code, 0, verified.err);
    assert.match(verified.out, /El libro de minimarket-lucha está entero\.\n {2}Registros +3\n/);

    const out = join(dir, "libro");
    const exported = await ledger("export", ...tenant, "--out", out, "--json");
    assert.equal(exported.code, 0, exported.err);
    assert.equal(await Deno.readTextFile(join(out, "checkpoint")), note);
    const lines = (await Deno.readTextFile(join(out, "events.jsonl"))).trimEnd().split("\n");
    const tile = await Deno.readFile(join(out, "tile/0/000.p/3"));
    const leaves = lines.map((line) => leafHash(new TextEncoder().encode(line)));
    assert.deepEqual([...tile], leaves.flatMap((leaf) => [...leaf]));
    const again = await ledger("export", ...tenant, "--out", out);
    assert.deepEqual([again.code, /no está vacía/.test(again.err)], [73, true]);

    const proof = join(dir, "2.tlog-proof");
    assert.equal((await ledger("proof", ...tenant, "--event", "2", "--out", proof)).code, 0);
    const checked = await ledger("proof", "--check", proof, "--vkey", vkey);
    assert.equal(checked.code, 0, checked.out);
    assert.match(checked.out, /Es verdad: RegisterAdded está en la posición 2/);
    await Deno.writeTextFile(proof, (await Deno.readTextFile(proof)).replace("index 1", "index 2"));
    assert.equal((await ledger("proof", "--check", proof, "--vkey", vkey)).code, 1);

    const replayed = await ledger("replay", ...tenant, "--at", "2", "--json");
    const state = JSON.parse(replayed.out) as { pos: number; size: number };
    assert.deepEqual([replayed.code, state.pos, state.size], [0, 2, 3]);

    const parsed = parseNote(note);
    assert.ok(parsed.ok && parseCheckpoint(parsed.value.text).ok);
    const nobody = await ledger("verify", "--tenant", "no-hay");
    assert.deepEqual([nobody.code, /No hay una tienda "no-hay"/.test(nobody.err)], [66, true]);
  }));
