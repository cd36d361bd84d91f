import assert from "node:assert/strict";
import { join } from "node:path";
import { exportPerson } from "../commands/customer/export_person.ts";
import { importNotebook } from "../commands/customer/import_notebook.ts";
import { addCustomer, eraseCustomer, reviseCustomer } from "../commands/customer/keep_customer.ts";
import { openCustomers } from "../commands/customer/load_customer.ts";
import { receiveCreditPayment } from "../commands/customer/receive_payment.ts";
import { createShop, systemContext } from "../commands/shops/create_shop.ts";
import { allCustomers } from "../events/projections/credit/queries.ts";
import type { Shop } from "../events/store/control/shops.ts";
import type { TenantStore } from "../events/store/types.ts";
import { runScript } from "./support/run_script.ts";
import { withServices } from "./support/services.ts";
import { taken } from "./support/test_shop.ts";

/** No name and no number of these may ever be read in a database, its WAL, a copy or an export. */
const CANARIES = [
  "Canariñahui Rosa",
  "canarinahui",
  "Canario Viejo",
  "987 123 450",
  "987123450",
  "Otracanaria",
];

/** Every file below a folder that holds one of the words, in any of the ways a file may write it. */
async function whereRead(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) found.push(...await whereRead(path, words));
    else {
      const bytes = await Deno.readFile(path), text = new TextDecoder("latin1").decode(bytes);
      const hit = words.find((word) =>
        [word, JSON.stringify(word).slice(1, -1), encodeURIComponent(word)].some((form) =>
          text.includes(new TextDecoder("latin1").decode(new TextEncoder().encode(form)))
        )
      );
      if (hit !== undefined) found.push(`${path}: ${hit}`);
    }
  }
  return found;
}

Deno.test("whereRead: finds a word also in the middle of a binary file", async () => {
  const dir = await Deno.makeTempDir({ prefix: "caserito-canary-" });
  try {
    await Deno.mkdir(join(dir, "a"));
    const name = new TextEncoder().encode("Canariñahui Rosa");
    await Deno.writeFile(join(dir, "a", "x.db"), new Uint8Array([0, 255, ...name, 0]));
    assert.equal((await whereRead(dir, CANARIES)).length, 1);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a person erased is in no file any more: not in databases, copies of before or after, or exports", async () => {
  await withServices(async (services) => {
    const { CASERITO_DATA_DIR: dir, CASERITO_BASE_DOMAIN } = services.environment;
    const work = await Deno.makeTempDir({ prefix: "caserito-erasure-" });
    const run = async (at: string, script: string, ...args: string[]) => {
      const env = { CASERITO_DATA_DIR: at, CASERITO_BASE_DOMAIN, CASERITO_KEYSTORE: join(dir, "keys") };
      const { code, out, err } = await runScript(script, args, env);
      assert.equal(code, 0, out + err);
      return out;
    };
    try {
      const shop = taken(
        await createShop(services, {
          slug: "minimarket-ana",
          name: "Minimarket Ana",
          niche: "minimarket",
          address: null,
          ruc: null,
          registers: ["Caja 1"],
          people: [],
        }),
      );
      const store = await services.tenants.get(shop.id);
      const { rosa, viejo } = await peopled(services, store);
      assert.equal((await exportPerson(store, rosa))!.customer.name, "Canariñahui Rosa");
      taken(await services.checkpoints.sign(store));

      // While they live: sealed in every file, keys and all.
      await run(dir, "backup", "backup", "--to", join(work, "before"));
      await run(dir, "tenant", "export", "--tenant", shop.slug, "--to", join(work, "export-before"));
      await run(dir, "ledger", "export", "--tenant", shop.slug, "--out", join(work, "ledger-before"));
      assert.deepEqual(await whereRead(dir, CANARIES), []);
      assert.deepEqual(await whereRead(work, CANARIES), []);

      for (const customerId of [rosa, viejo]) {
        const command = { id: services.ids.next() };
        taken(await eraseCustomer(systemContext(services, store), command, { customerId }));
      }
      assert.deepEqual(await names(store), []);
      await run(dir, "backup", "backup", "--to", join(work, "after"));
      await run(dir, "tenant", "export", "--tenant", shop.slug, "--to", join(work, "export-after"));
      assert.deepEqual(await whereRead(dir, CANARIES), []);
      assert.deepEqual(await whereRead(work, CANARIES), []);

      // The ledger says what it said, and the copy of before opens nothing either.
      await run(dir, "ledger", "verify", "--tenant", shop.slug);
      const restored = join(work, "restored");
      await run(restored, "backup", "restore", "--from", join(work, "before"));
      await run(restored, "ledger", "verify", "--tenant", shop.slug);
      await restoredOpensNothing(
        services.environment.CASERITO_BASE_DOMAIN,
        restored,
        join(dir, "keys"),
        shop,
      );
    } finally {
      await Deno.remove(work, { recursive: true });
    }
  });
});

type Services = Parameters<Parameters<typeof withServices>[0]>[0];

async function peopled(services: Services, store: TenantStore) {
  const actor = { kind: "person", id: services.ids.next() } as const;
  const context = { ...systemContext(services, store), actor }, next = () => ({ id: services.ids.next() });
  const rosa = services.ids.next();
  const person = { customerId: rosa, name: "Otracanaria", phone: "987 123 450" };
  taken(await addCustomer(context, next(), person));
  taken(await reviseCustomer(context, next(), { ...person, name: "Canariñahui Rosa" }));
  taken(await importNotebook(context, next(), { notebook: "Canariñahui Rosa 35.50\nCanario Viejo 12" }));
  taken(
    await receiveCreditPayment(context, next(), {
      paymentId: services.ids.next(),
      customerId: rosa,
      method: "yape",
      amountCentimos: 1_000,
    }),
  );
  const [, viejo] = await openCustomers(store, await allCustomers(store.db));
  assert.equal(viejo!.name, "Canario Viejo");
  return { rosa, viejo: viejo!.customerId };
}

const names = async (store: TenantStore): Promise<string[]> =>
  (await openCustomers(store, await allCustomers(store.db))).flatMap(({ name, phone }) =>
    [name, phone].filter((text) => text !== null)
  );

async function restoredOpensNothing(
  baseDomain: string,
  dir: string,
  keys: string,
  shop: Shop,
): Promise<void> {
  await withServices(async ({ tenants }) => {
    const store = await tenants.get(shop.id), customers = await allCustomers(store.db);
    assert.equal(customers.length, 2);
    assert.ok(customers.every(({ name }) => name !== null)); // the copy still holds what was sealed
    assert.deepEqual(await names(store), []);
  }, { CASERITO_DATA_DIR: dir, CASERITO_BASE_DOMAIN: baseDomain, CASERITO_KEYSTORE: keys });
}
