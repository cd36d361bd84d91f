import assert from "node:assert/strict";
import type { AppendRefusal, TenantStore } from "../events/store/types.ts";
import { err, ok } from "../kernel/result.ts";
import { taken, type TestShop, withShop } from "../tests/support/test_shop.ts";
import {
  ATTEMPTS_MAX,
  type Command,
  type CommandContext,
  type Decision,
  handle,
  jitter,
  requestHash,
} from "./handle.ts";

const command = (shop: TestShop): Command<{ open: boolean }> => ({
  id: shop.ids.next(),
  type: "SetSalesGate",
  input: { open: false },
  occurredAt: shop.clock.now(),
});
const decision = (version = 0): Decision<{ said: string }> => ({
  facts: [{ type: "SalesGateSet", data: { open: false, reason: "plan vencido" } }],
  expected: [{ stream: "gate", version }],
  gate: "always",
  outcome: { said: "cerrado" },
});

/** The real store, but for what `append` answers. */
function contextWith(shop: TestShop, append: TenantStore["append"]): CommandContext {
  const store = new Proxy(shop.store, {
    get(target, key) {
      if (key === "append") return append;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ...shop.as(), store };
}

Deno.test("handle: decides again on what others wrote, and waits in between", () =>
  withShop(async (shop) => {
    let attempts = 0;
    const pauses: number[] = [];
    const context: CommandContext = {
      ...contextWith(shop, (request) =>
        attempts < 3
          ? Promise.resolve(err({ type: "VersionConflict", stream: "gate" }))
          : shop.store.append(request)),
      pause: (attempt) =>
        Promise.resolve(void pauses.push(attempt)),
    };
    const handled = await handle(context, command(shop), () => {
      attempts++;
      return Promise.resolve(ok(decision()));
    });
    assert.deepEqual(taken(handled), { outcome: { said: "cerrado" }, repeated: false });
    assert.deepEqual([attempts, pauses], [3, [2, 3]]);
  }));

Deno.test("handle: gives up after its attempts, and at once where asking again cannot help", () =>
  withShop(async (shop) => {
    const tries = async (refusal: AppendRefusal) => {
      let attempts = 0;
      const handled = await handle(
        contextWith(shop, () => Promise.resolve(err(refusal))),
        command(shop),
        () => {
          attempts++;
          return Promise.resolve(ok(decision()));
        },
      );
      assert.deepEqual(handled, err(refusal));
      return attempts;
    };
    assert.equal(await tries({ type: "VersionConflict", stream: null }), ATTEMPTS_MAX);
    assert.equal(await tries({ type: "StoreUnavailable", detail: "disk full" }), 1);
    assert.equal(await tries({ type: "SalesBlocked", reason: "plan vencido" }), 1);
  }));

Deno.test("handle: a repetition is answered as the first time, without deciding", () =>
  withShop(async (shop) => {
    const asked = command(shop);
    taken(await handle(shop.as(), asked, () => Promise.resolve(ok(decision()))));
    const again = await handle(shop.as(), asked, () => {
      throw new Error("decided twice");
    });
    assert.deepEqual(taken(again), { outcome: { said: "cerrado" }, repeated: true });
    const other = await handle(
      shop.as(),
      { ...asked, input: { open: true } },
      () => Promise.resolve(ok(decision(1))),
    );
    assert.deepEqual(other, err({ type: "CommandReused", cmdId: asked.id }));
  }));

Deno.test("handle: a refusal that is the echo of its own twin is answered as the twin was", () =>
  withShop(async (shop) => {
    const asked = command(shop);
    const handled = await handle(shop.as(), asked, async () => {
      taken(await handle(shop.as(), asked, () => Promise.resolve(ok(decision())))); // the twin comes first
      return err({ type: "AlreadyRecorded" });
    });
    assert.deepEqual(taken(handled), { outcome: { said: "cerrado" }, repeated: true });
  }));

Deno.test("requestHash: the order of keys does not matter, every value does", () => {
  const hash = (input: unknown) => requestHash({ type: "MoveCash", input }).toHex();
  assert.equal(hash({ a: 1, b: "ñ" }), hash({ b: "ñ", a: 1 }));
  assert.notEqual(hash({ a: 1 }), hash({ a: 2 }));
  assert.throws(() => hash({ a: 0.5 }), TypeError);
});

Deno.test("jitter: resolves", () => jitter(() => 0)(2));

Deno.test("handle: a fact that could not be read again is a bug that shows before the append", () =>
  withShop(async (shop) => {
    const unreadable = {
      ...decision(),
      facts: [{ type: "SalesGateSet" as const, data: { open: false, reason: "" } }],
    };
    const { size } = await shop.store.head();
    await assert.rejects(
      () => handle(shop.as(), command(shop), () => Promise.resolve(ok(unreadable))),
      /SalesGateSet could not be read again: reason/,
    );
    assert.equal((await shop.store.head()).size, size);
  }));
