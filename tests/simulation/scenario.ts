import { fixedId } from "../../commands/fixed_id.ts";
import { Books } from "./books.ts";
import { Cashier } from "./cashier.ts";
import { GOODS } from "./goods.ts";
import { Network } from "./network.ts";
import { ShopServer } from "./shop_server.ts";
import { Tablet } from "./tablet.ts";
import type { TillPage } from "./till_page.ts";
import { World } from "./world.ts";

const MINUTE_MS = 60_000, HOUR_MS = 3_600_000, DAY_MS = 24 * HOUR_MS;

/** How large a world is and what may go wrong in it: drawn from the seed, or set by a test that wants to see one thing. */
export interface Plan {
  readonly tablets: number;
  readonly days: number;
  readonly restarts: boolean;
  readonly restores: boolean;
  readonly blocks: boolean;
  readonly crashes: boolean;
  readonly clocks: boolean;
  readonly fullDisks: boolean;
  readonly twoTabs: boolean;
  /** No tablet has a network from its first sale to the last evening. */
  readonly offline: boolean;
  /** Kills the first page of each tablet when so many of its waits have ended. */
  readonly crashAt: number | null;
}

export function planOf(world: World): Plan {
  const { chance } = world;
  return {
    tablets: chance.int(2, 4),
    days: chance.percent(80) ? 1 : chance.int(2, 3),
    restarts: chance.percent(40),
    restores: chance.percent(25),
    blocks: chance.percent(30),
    crashes: chance.percent(70),
    clocks: chance.percent(40),
    fullDisks: chance.percent(20),
    twoTabs: chance.percent(30),
    offline: chance.percent(10),
    crashAt: null,
  };
}

/** A morning at one till, in which nothing goes wrong but what is asked for. */
export const MORNING: Partial<Plan> = {
  tablets: 1,
  days: 0.16,
  restarts: false,
  restores: false,
  blocks: false,
  crashes: false,
  clocks: false,
  fullDisks: false,
  twoTabs: false,
  offline: false,
};

/** Everything that is in one world. */
export interface Scene {
  readonly world: World;
  readonly plan: Plan;
  readonly server: ShopServer;
  readonly network: Network;
  readonly books: Books;
  readonly tablets: readonly Tablet[];
}

export async function sceneIn(world: World, dir: string, plan: Plan = planOf(world)): Promise<Scene> {
  const server = new ShopServer(world, dir), books = new Books(), network = new Network(world, server);
  const registers = Array.from({ length: plan.tablets }, (_, i) => fixedId(`simulation/register ${i}`));
  await server.start();
  await server.found(GOODS, registers);
  for (const { productId, stock } of GOODS) books.move({ productId, delta: stock, at: world.clock.now() });
  const tablets = registers.map((registerId, number) => {
    const cashierId = server.ids.next();
    const name = `Cajera ${number + 1}`;
    server.cashiers.push({ cashierId, name, role: "cashier", mayOverride: false, pin: null });
    return new Tablet({ world, books, network, number, cashierId, registerId });
  });
  return { world, plan, server, network, books, tablets };
}

/** Lets the days pass, with everything that the plan allows to go wrong, and then the world become honest again. */
export async function live(scene: Scene): Promise<void> {
  const { world, plan, tablets, network, server } = scene;
  const acts = new Acts(scene);
  for (const tablet of tablets) acts.tabletLives(tablet);
  acts.ownerLives();
  await world.runUntil(World.atDay(plan.days));

  acts.over = true;
  network.honest = true;
  await world.idle();
  if (!server.open) await server.gate(true);
  for (const tablet of tablets) {
    Object.assign(tablet, { skewMs: 0, diskFullUntilMs: 0, online: true });
    acts.open(tablet, null); // as every morning
  }
  for (let hour = 1; hour <= 24 && (hour <= 2 || await unsentOf(tablets) > 0); hour++) {
    for (const tablet of tablets) tablet.goOnline(true); // somebody signs in where the session had ended
    await world.runUntil(World.atDay(plan.days) + hour * HOUR_MS);
  }
  const unsent = await unsentOf(tablets);
  if (unsent > 0) throw new Error(`${unsent} commands are never sent though the network is honest`);
}

const unsentOf = async (tablets: readonly Tablet[]): Promise<number> =>
  (await Promise.all(tablets.map((tablet) => tablet.unsent()))).flat().length;

/** What happens to tablets and shop besides selling. */
class Acts {
  over = false;
  constructor(private readonly scene: Scene) {}

  open(tablet: Tablet, crashAt: number | null): void {
    this.#somebodyAt(tablet, tablet.open(crashAt));
  }

  #somebodyAt(tablet: Tablet, page: TillPage): void {
    const { world, plan } = this.scene;
    world.machines.run(page, () => world.background(new Cashier(tablet, page, plan.days).work()));
  }

  tabletLives(tablet: Tablet): void {
    const { world, plan, books } = this.scene, { chance } = world;
    if (plan.offline) world.after(HOUR_MS, () => tablet.goOnline(false));
    else this.#every(4 * HOUR_MS, () => tablet.goOnline(!tablet.online));
    const reopen = () => {
      if (this.over || tablet.page) return;
      this.open(tablet, plan.crashes && chance.percent(60) ? chance.int(1, 400) : null);
    };
    world.after(chance.wait(10 * MINUTE_MS), () => this.open(tablet, plan.crashAt));
    this.#every(30 * MINUTE_MS, reopen);
    if (plan.crashes) {
      this.#every(DAY_MS, () => {
        books.note(world.nowMs, `tablet ${tablet.parts.number} is switched off`);
        tablet.kill();
      });
    }
    if (plan.twoTabs) {
      this.#every(DAY_MS / 4, () => {
        if (tablet.page) this.#somebodyAt(tablet, tablet.openSecond());
      });
    }
    if (plan.clocks) {
      this.#every(DAY_MS / 2, () => {
        tablet.skewMs = chance.percent(50) ? 0 : chance.int(-5 * DAY_MS, 5 * DAY_MS);
        books.note(world.nowMs, `tablet ${tablet.parts.number} has its clock off by ${tablet.skewMs} ms`);
      });
    }
    if (plan.fullDisks) {
      this.#every(DAY_MS, () => tablet.diskFullUntilMs = world.nowMs + chance.wait(20 * MINUTE_MS));
    }
  }

  ownerLives(): void {
    const { plan, server, world, books } = this.scene, { chance } = world;
    const product = () => chance.pick(GOODS).productId;
    this.#serverEvery(6 * HOUR_MS, async () => {
      const productId = product();
      await server.reprice(productId, chance.int(10, 2_000));
    });
    this.#serverEvery(6 * HOUR_MS, async () => {
      const productId = product(), amount = 500 * chance.int(1, 40), at = world.clock.now();
      const comes = chance.percent(70);
      await (comes ? server.receive(productId, amount) : server.writeOff(productId, amount));
      books.move({ productId, delta: comes ? amount : -amount, at });
    });
    if (plan.blocks) {
      this.#serverEvery(DAY_MS / 2, async () => {
        books.note(world.nowMs, server.open ? "the shop is blocked" : "the shop is open again");
        await server.gate(!server.open);
      });
    }
    if (plan.restarts) this.#every(DAY_MS / 2, () => world.alone(() => server.restart()));
    if (plan.restores) this.#backups();
  }

  #backups(): void {
    const { server, world, books } = this.scene;
    this.#serverEvery(8 * HOUR_MS, () => {
      server.backUp();
      books.backUp(server.open);
    });
    this.#serverEvery(30 * HOUR_MS, async () => {
      if (!server.hasBackup) return;
      await server.restore();
      server.open = books.restore();
      books.note(world.nowMs, "the server is put back to its newest backup");
    });
  }

  #every(meanMs: number, act: () => void): void {
    const { world } = this.scene;
    world.after(world.chance.wait(meanMs), () => {
      if (!this.over) act();
      this.#every(meanMs, act);
    });
  }

  /** Alone with the server: what is in hand is finished before. */
  #serverEvery(meanMs: number, act: () => Promise<void> | void): void {
    const { world } = this.scene;
    this.#every(meanMs, () =>
      world.alone(async () => {
        await world.idle();
        await act();
      }));
  }
}
