import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import { moveCash } from "../../islands/till/drawer_work.ts";
import { change, choose, confirm, press, startPaying } from "../../islands/till/paying.ts";
import {
  addAmount,
  addMeasured,
  addProduct,
  backToSelling,
  clear,
  scan,
  type,
} from "../../islands/till/selling.ts";
import type { PadKey } from "../../islands/till/keypad.ts";
import type { Tablet } from "./tablet.ts";
import type { TillPage } from "./till_page.ts";

/** One line of what a buyer takes, in plain numbers. */
interface Taken {
  readonly price: number;
  readonly thousandths: number;
}

/** Rings up one sale through what the screen calls, and reckons beside it, with arithmetic of its own, what it must come to. */
export class Basket {
  readonly #taken: Taken[] = [];

  constructor(private readonly tablet: Tablet, private readonly page: TillPage) {}

  async sell(): Promise<void> {
    const { till } = this.page, { chance } = this.tablet.parts.world;
    if (till.paying.value) backToSelling(till);
    clear(till); // what a crash or a hold left on the screen is not of this buyer
    for (let n = chance.int(1, 4); n > 0; n--) this.#take();
    const subtotal = this.#taken.reduce((sum, line) => sum + amount(line), 0);
    if (subtotal === 0) return;
    const total = subtotal - this.#discount(subtotal);
    startPaying(till);
    if (!till.paying.value) return; // blocked, and the screen says so
    const { saleId } = till.paying.value;
    const cashCentimos = this.#pay(total);
    const yape = cashCentimos === null ? total : total - cashCentimos.rest;
    const cash = cashCentimos === null ? 0 : cashCentimos.rest - cashCentimos.rest % 10;
    this.tablet.parts.books.meant.set(saleId, { saleId, totalCentimos: yape + cash, cashCentimos: cash });
    const taps = Array.from({ length: chance.percent(25) ? 3 : 1 }, () => confirm(till));
    if (chance.percent(10)) taps.push(this.#cashMeanwhile());
    await Promise.all(taps);
    if (till.done.value?.saleId === saleId) this.tablet.parts.books.shown.add(saleId);
    else backToSelling(till); // the disk would not take it: nothing was sold
  }

  /** Somebody brings change while the disk is still busy with the sale. */
  async #cashMeanwhile(): Promise<void> {
    const { till } = this.page, { chance } = this.tablet.parts.world;
    await this.page.wait(chance.int(0, 20));
    await moveCash(till, {
      movementId: till.ids.next(),
      cmdId: till.ids.next(),
      direction: "in",
      amountCentimos: centimos(10 * chance.int(1, 100)),
      reason: "sencillo",
    });
  }

  #take(): void {
    const { till } = this.page, { chance } = this.tablet.parts.world;
    if (chance.percent(5)) {
      const price = chance.int(10, 3_000);
      addAmount(till, centimos(price), "");
      this.#taken.push({ price, thousandths: 1_000 });
      return;
    }
    const id = chance.pick([...this.tablet.products.keys()]);
    const product = till.catalogue.byId(id);
    if (product) this.#takeProduct(product);
  }

  #takeProduct(product: PulledProduct): void {
    const { till } = this.page, { chance } = this.tablet.parts.world;
    const price = product.priceCentimos;
    if (product.unit !== "unidad") {
      const thousandths = chance.int(50, 2_500);
      addMeasured(till, product, quantity(thousandths), centimos(0));
      this.#taken.push({ price, thousandths });
      return;
    }
    const count = chance.percent(60) ? 1 : chance.int(2, 6);
    if (count > 1) type(till, `${count}*`);
    if (product.barcodes[0]) scan(till, product.barcodes[0]);
    else addProduct(till, product);
    this.#taken.push({ price, thousandths: 1_000 * count });
  }

  #discount(subtotal: number): number {
    const { till } = this.page, { chance } = this.tablet.parts.world;
    if (!chance.percent(20)) return 0;
    if (chance.percent(50)) {
      const off = chance.int(0, Math.trunc(subtotal / 5));
      till.edit({ type: "DiscountTicket", discount: { kind: "amount", centimos: centimos(off) } });
      return off;
    }
    const perMille = chance.int(1, 200);
    till.edit({ type: "DiscountTicket", discount: { kind: "percent", perMille } });
    return amount({ price: subtotal, thousandths: perMille });
  }

  /** Null where nothing is paid in cash; else what cash has to pay, before rounding to coins. */
  #pay(total: number): { readonly rest: number } | null {
    const { till } = this.page, { chance } = this.tablet.parts.world;
    const way = chance.weighted({ exact: 50, change: 20, wallet: 20, split: 10 });
    if (way === "wallet") {
      choose(till, chance.pick(["yape", "plin", "tarjeta"]));
      return null;
    }
    if (way === "split" && total > 1) {
      const part = chance.int(1, total - 1);
      change(till, {
        exact: [{ method: "yape", amountCentimos: centimos(part), operationNumber: "00123" }],
        method: "efectivo",
      });
      return { rest: total - part };
    }
    if (way === "change") { for (const key of digitsOf(total + chance.int(0, 10_000))) press(till, key); }
    return { rest: total };
  }
}

/** Half a céntimo rounds up. Written apart from kernel/pricing on purpose: it is what that is held against. */
const amount = ({ price, thousandths }: Taken): number => Math.floor((price * thousandths + 500) / 1_000);

const digitsOf = (centimos: number): PadKey[] => [...String(centimos)] as PadKey[];
