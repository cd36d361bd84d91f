import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { continueHere, openDrawer, sessionElsewhere } from "../../islands/till/drawer.ts";
import { closeDrawer, createProduct, moveCash } from "../../islands/till/drawer_work.ts";
import { hold, resume } from "../../islands/till/selling.ts";
import { sent } from "../../islands/till/paying.ts";
import type { Till } from "../../islands/till/till.ts";
import { countsOf, drawerOf } from "./drawer_count.ts";
import { Basket } from "./basket.ts";
import type { Tablet } from "./tablet.ts";
import type { TillPage } from "./till_page.ts";
import { World } from "./world.ts";

const MINUTE_MS = 60_000, HOUR_MS = 3_600_000;
/** Part of a day of the world in which a shop is open: about 7:30 to 19:30 in Lima. */
const OPENS = 0.1, CLOSES = 0.6;
/** About so many things are done at a till between two closings. */
const STEPS_A_DAY = 14;

/** The person at one page of the till. Does one thing after another, as a person does, until the page is gone. */
export class Cashier {
  readonly #world: World;
  readonly #till: Till;

  constructor(
    private readonly tablet: Tablet,
    private readonly page: TillPage,
    private readonly untilDay: number,
  ) {
    this.#world = tablet.parts.world;
    this.#till = page.till;
  }

  async work(): Promise<void> {
    try {
      await this.page.ready;
      await this.#days();
    } catch (error) {
      // The screen says that another window has the till, and nothing can be tapped any more.
      if (!this.#till.elsewhere.value) throw error;
    }
  }

  async #days(): Promise<void> {
    const { chance } = this.#world;
    while (this.#world.day < this.untilDay) {
      if (this.#isOpen()) await this.#oneThing();
      else if (this.#till.drawer.value) await this.#close();
      const pause = this.#isOpen() ? (CLOSES - OPENS) * 24 * HOUR_MS / STEPS_A_DAY : HOUR_MS;
      await this.page.wait(chance.percent(20) ? chance.int(0, 3_000) : chance.wait(pause));
    }
    if (this.#till.drawer.value) await this.#close();
  }

  #isOpen(): boolean {
    const part = this.#world.day % 1;
    return this.#world.day < this.untilDay && part >= OPENS && part < CLOSES;
  }

  async #oneThing(): Promise<void> {
    const till = this.#till, { chance } = this.#world;
    if (!till.drawer.value) return await this.#open();
    till.blocked.value = null; // somebody tries again
    const thing = chance.weighted({ sell: 74, move: 8, count: 7, create: 4, hold: 4, resume: 3 });
    if (thing === "sell") return await new Basket(this.tablet, this.page).sell();
    if (thing === "move") return await this.#move();
    if (thing === "count") return await this.#count();
    if (thing === "create") return await this.#create();
    if (thing === "hold") return hold(till);
    if (till.holds.value[0]) resume(till, till.holds.value[0].holdId);
  }

  async #open(): Promise<void> {
    const { registers } = this.#till, { registerId } = this.tablet.parts;
    const register = registers.value.find((other) => other.registerId === registerId);
    if (!register) return; // never heard of the shop yet
    const float = centimos(this.#world.chance.int(0, 40) * 500);
    const isOpen = sessionElsewhere(this.#till, register) !== null; // as the screen offers it
    await this.#twice(() =>
      isOpen ? continueHere(this.#till, register) : openDrawer(this.#till, register, float)
    );
  }

  async #move(): Promise<void> {
    const { chance } = this.#world, ids = this.#till.ids;
    const inDrawer = drawerOf(this.tablet.parts.books, this.#till.drawer.value!.cashSessionId);
    const direction = chance.percent(50) || inDrawer < 10 ? "in" : "out";
    const most = direction === "in" ? 50_000 : inDrawer;
    const movement = {
      movementId: ids.next(),
      cmdId: ids.next(),
      direction,
      amountCentimos: centimos(10 * chance.int(1, Math.trunc(most / 10))),
      reason: direction === "in" ? "sencillo" : "proveedor",
    } as const;
    await this.#twice(() => moveCash(this.#till, movement));
  }

  /** The person at the till counts a shelf: whatever stands there, it is what it is. */
  async #count(): Promise<void> {
    const till = this.#till, { chance } = this.#world;
    const products = [...this.tablet.products.keys()];
    if (products.length === 0) return;
    // Two tablets do something in the same millisecond more often than chance would have it.
    const tie = chance.percent(20)
      ? this.tablet.parts.books.of("RegisterSale").at(-1)?.occurredAt
      : undefined;
    const countedAt = tie ?? till.now();
    const payload = {
      countId: till.ids.next(),
      productId: chance.pick(products),
      countedAt,
      counted: quantity(chance.int(0, 40) * 500),
    };
    await till.outbox!.write(till.ids.next(), "CountStock", payload, till.frame(till.now()), {})
      .catch(() => undefined); // a full disk
    await sent(till);
  }

  async #create(): Promise<void> {
    const { ids } = this.#till, { chance } = this.#world, cmdId = ids.next(), productId = ids.next();
    const product = {
      productId,
      name: `Nuevo ${chance.int(1, 999)}`,
      barcodes: [],
      code: null,
      unit: "unidad",
      priceCentimos: centimos(chance.int(1, 2_000)),
      costCentimos: null,
      taxClass: "gravado",
      category: null,
      minStock: null,
      favourite: false,
    } as const;
    await createProduct(this.#till, cmdId, product);
  }

  async #close(): Promise<void> {
    const drawer = this.#till.drawer.value!, { chance } = this.#world;
    await this.page.wait(chance.int(0, 5 * MINUTE_MS));
    if (this.#till.drawer.value !== drawer) return;
    const inDrawer = drawerOf(this.tablet.parts.books, drawer.cashSessionId);
    const counted = Math.max(0, inDrawer + (chance.percent(30) ? 10 * chance.int(-50, 50) : 0));
    const cmdId = this.#till.ids.next();
    await this.#twice(() => closeDrawer(this.#till, cmdId, countsOf(counted)));
  }

  /** People tap again where nothing seems to happen. */
  async #twice(tap: () => Promise<unknown>): Promise<void> {
    const taps = this.#world.chance.percent(20) ? 2 : 1;
    await Promise.all(Array.from({ length: taps }, tap));
  }
}
