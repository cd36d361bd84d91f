import assert from "node:assert/strict";
import { embeddedBackend } from "./embedded_backend.ts";
import type { Backend } from "./backend.ts";
import { type Driver, DriverFault } from "./driver.ts";
import { remoteWriter } from "./remote_writer.ts";
import { appended, auditNumbered, newTenant, numbered, openShops } from "./testing.ts";

/** Where the network may fail: before the server hears of a call, or after it has done it and before we hear of that. */
type Loss = "request" | "reply";

/** A server some of whose calls are lost: the file store driven by the writer of the server store. */
class LossyNetwork {
  calls = 0;
  #lost: { from: number; to: number; what: Loss } | null = null;

  backend(dir: string): Backend {
    const files = embeddedBackend(dir, 8);
    return {
      ...files,
      open: (place) => {
        const driver = this.#over(files.open(place).driver);
        return { driver, groupWriter: (clock, context) => remoteWriter(driver, clock, context) };
      },
    };
  }

  /** Counts from now on, and loses the calls from the `from`th to the `to`th. */
  lose(from: number, to: number, what: Loss): void {
    this.calls = 0;
    this.#lost = { from, to, what };
  }

  heal(): void {
    this.#lost = null;
  }

  #over(driver: Driver): Driver {
    return {
      all: (sql, args) => this.#call(() => driver.all(sql, args)),
      readAll: (statements) => this.#call(() => driver.readAll(statements)),
      batch: (statements) => this.#call(() => driver.batch(statements)),
      script: (sql) => this.#call(() => driver.script(sql)),
      close: () => driver.close(),
    };
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    this.calls++;
    const { from, to, what } = this.#lost ?? { from: 1, to: 0, what: null };
    const lost = from <= this.calls && this.calls <= to ? what : null;
    if (lost === "request") throw new DriverFault("lost", "the request was lost");
    const answer = await work();
    if (lost === "reply") throw new DriverFault("lost", "the reply was lost");
    return answer;
  }
}

// As SQLite tests itself: fail the 1st, the 2nd, the 3rd … call until a run is not touched by it (ledger §5.1).
for (const what of ["request", "reply"] as const) {
  Deno.test(`whichever ${what} is lost, each append has exactly one effect and the right answer`, async () => {
    const dir = await Deno.makeTempDir({ prefix: "caserito-lost-" });
    try {
      let call = 0, touched = true;
      while (touched) {
        call++;
        const network = new LossyNetwork();
        const { tenants } = await openShops(network.backend(dir));
        const store = await tenants.create(newTenant());
        network.lose(call, call, what);
        for (const group of [[1], [2, 3, 4], [4, 5], [6], [7]]) {
          const results = await Promise.all(group.map((n) => store.append(numbered(n))));
          assert.deepEqual(results.map((result) => appended(result).outcome), group.map(String));
        }
        touched = network.calls >= call;
        network.heal();
        assert.equal((await auditNumbered(store)).size, 7);
        await tenants.close();
      }
      assert.ok(call > 3, "the loop must have lost something");
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });
}

Deno.test("where no answer comes at all, the append says so and nothing is doubled later", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-lost-" });
  try {
    const network = new LossyNetwork();
    const { tenants } = await openShops(network.backend(dir));
    const store = await tenants.create(newTenant());
    appended(await store.append(numbered(1)));
    network.lose(1, Infinity, "request");
    const refused = await store.append(numbered(2));
    assert.deepEqual(refused, {
      ok: false,
      error: { type: "StoreUnavailable", detail: "the request was lost" },
    });
    network.heal();
    assert.equal(appended(await store.append(numbered(2))).repeated, false);
    assert.equal((await auditNumbered(store)).size, 2);
    await tenants.close();
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
