import assert from "node:assert/strict";
import { signUp } from "../commands/shops/sign_up.ts";
import { openServices, type Services } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import { catalogueSize } from "../events/projections/catalogue/queries.ts";
import { registers, shopInfo } from "../events/projections/shop/queries.ts";
import { staffOfShop } from "../events/store/control/people.ts";
import { saidPhone } from "../events/store/control/phones_said.ts";
import { type Shop, shopList } from "../events/store/control/shops.ts";
import { PLATFORM_LOG } from "../events/store/mod.ts";
import { uuidv7Maker } from "../kernel/ids.ts";
import { plusMs, systemClock } from "../kernel/time.ts";
import { beginningOf } from "../niches/beginning.ts";
import { cutOffMakingsSweeper } from "../workers/cut_off_makings.ts";

const CHILD = new URL("support/sign_up_child.ts", import.meta.url).pathname;
/** More than a sign-up has: the last ones find it whole. */
const STEPS_MOST = 12;

async function killedAt(
  dir: string,
  signUpId: string,
  step: number,
  when: "before" | "after",
): Promise<boolean> {
  const { signal, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", CHILD, dir, signUpId, String(step), when],
  }).output();
  const said = new TextDecoder().decode(stdout);
  assert.ok(signal === "SIGKILL" || said === "whole", `${said}${new TextDecoder().decode(stderr)}`);
  return signal === "SIGKILL";
}

const opened = (dir: string, lateMs = 0): Promise<Services> =>
  openServices(readEnvironment({ CASERITO_ENV: "test", CASERITO_DATA_DIR: dir }), {
    now: () => plusMs(systemClock.now(), lateMs),
  });

/** A shop that is found must be one that can sell, with somebody who may enter. */
async function assertWhole({ control, tenants, subjectKeys }: Services, shop: Shop): Promise<void> {
  const { db } = await tenants.get(shop.id), [owner] = await staffOfShop(control, shop.id);
  assert.equal((await shopInfo(db))?.slug, shop.slug);
  assert.equal((await registers(db)).length, 1);
  assert.ok(await catalogueSize(db) >= 50);
  assert.equal(owner?.role, "owner");
  const sealed = await saidPhone(control, owner.personId);
  assert.equal(await subjectKeys.open("platform", sealed!), "+51987654321");
}

const ledgersIn = (dir: string): number =>
  [...Deno.readDirSync(`${dir}/tenants`)]
    .filter(({ name }) => name.endsWith(".db") && name !== `${PLATFORM_LOG}.db`).length;

async function sweep(services: Services): Promise<void> {
  const report = () => {}, holdJob = () => Promise.resolve(true), { signal } = new AbortController();
  await cutOffMakingsSweeper.run({ services, signal, report, holdJob });
}

/** After a kill: no shop or a whole one; the same form makes it; and where nobody asks again nothing is left. */
async function settle(dir: string, signUpId: string, asksAgain: boolean): Promise<void> {
  const services = await opened(dir);
  try {
    for (const shop of await shopList(services.control)) await assertWhole(services, shop);
    if (!asksAgain) return;
    const again = await signUp(
      { ...services, address: null, personId: null },
      { signUpId, phone: "987654321", niche: "peluqueria", name: "Peluquería Rosa", slug: "" },
      beginningOf,
    );
    assert.ok(again.ok, JSON.stringify(again));
    assert.deepEqual((await shopList(services.control)).map(({ slug }) => slug), ["peluqueria-rosa"]);
    await assertWhole(services, again.value.shop);
  } finally {
    await services.close();
    await later(dir);
  }
}

async function later(dir: string): Promise<void> {
  const services = await opened(dir, 600_000);
  try {
    await sweep(services);
    const shops = await shopList(services.control);
    for (const shop of shops) await assertWhole(services, shop);
    await Deno.mkdir(`${dir}/tenants`, { recursive: true });
    assert.equal(ledgersIn(dir), shops.length, "a ledger without its shop");
  } finally {
    await services.close();
  }
}

Deno.test("kill -9 at any step of a sign-up leaves a whole shop or none, and the same form makes it", async () => {
  const ids = uuidv7Maker(systemClock);
  let steps = 0;
  for (let step = 1, killed = true; killed; step++) {
    assert.ok(step <= STEPS_MOST, "the child was not counted down");
    for (const when of ["before", "after"] as const) {
      const dir = await Deno.makeTempDir({ prefix: "caserito-sign-up-" }), signUpId = ids.next();
      try {
        killed = await killedAt(dir, signUpId, step, when);
        if (killed) steps++;
        await settle(dir, signUpId, when === "before" || step % 2 === 0);
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
      if (!killed) break;
    }
  }
  assert.ok(steps >= 12, `${steps} steps`);
});
