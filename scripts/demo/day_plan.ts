import type { CatalogueSeed } from "../../niches/define_niche.ts";
import type { Product } from "../../events/facts/catalogue.ts";
import { type Instant, type LimaDay, plusMs, startOfDay, weekday } from "../../kernel/time.ts";
import type { Chance } from "./random.ts";

/** A product as the invented customers know it. */
export interface Ware {
  readonly product: Product;
  /** How often it is asked for. */
  readonly weight: number;
  onHand: number;
  /** What the supplier brings, in thousandths; zero for one the shop forgets to order. */
  readonly delivery: number;
}

export interface PlannedSale {
  readonly at: Instant;
  readonly items: readonly { readonly ware: Ware; readonly quantity: number }[];
  readonly pays: "efectivo" | "yape" | "plin" | "tarjeta";
  /** Céntimos off the ticket. */
  readonly discount: number;
}

export interface PlannedShift {
  /** Index of the cashier. */
  readonly cashier: number;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly sales: readonly PlannedSale[];
  /** Paid out of the drawer, in céntimos; null on quiet shifts. */
  readonly paidOut: { readonly at: Instant; readonly amount: number; readonly reason: string } | null;
  /** Counted less expected, in céntimos: what a person miscounts. */
  readonly difference: number;
}

const HOUR = 3_600_000;
/** Customers by hour from 7: bread in the morning, lunch, and the way home. */
const MORNING = [7, 9, 6, 4, 5, 8, 9], AFTERNOON = [3, 3, 4, 6, 9, 11, 8, 4];
/** Customers from Sunday to Saturday. */
const CUSTOMERS = [36, 26, 25, 27, 28, 34, 39];
const WAYS = ["efectivo", "yape", "plin", "tarjeta"] as const, WAY_WEIGHTS = [55, 30, 9, 6];
const DIFFERENCES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -50, -100, -200, 50, 100, -680, 20, -20];
const PAID_OUT = ["Pan del día", "Proveedor de frutas", "Hielo", "Bolsas"];

/** Made of the catalogue once: favourites are asked for most, and every fifth product hardly ever. */
export function waresOf(
  products: readonly Product[],
  seeds: readonly CatalogueSeed[],
  chance: Chance,
): Ware[] {
  return products.map((product, index) => {
    const opening = seeds[index]?.openingStock ?? 0;
    const forgotten = index % 9 === 3 && !product.favourite;
    const weight = product.favourite ? chance.between(30, 60) : index % 5 === 0 ? 0 : chance.between(1, 12);
    return { product, weight, onHand: opening, delivery: forgotten ? 0 : Math.max(opening, 12_000) };
  });
}

/** Two shifts of one register. */
export function planDay(day: LimaDay, wares: readonly Ware[], chance: Chance): PlannedShift[] {
  const customers = CUSTOMERS[weekday(day)]! + chance.between(-5, 5);
  const early = Math.trunc(customers * 45 / 100);
  return [
    planShift(day, { cashier: 0, hour: 7, weights: MORNING, customers: early }, wares, chance),
    planShift(day, { cashier: 1, hour: 14, weights: AFTERNOON, customers: customers - early }, wares, chance),
  ];
}

interface Frame {
  readonly cashier: number;
  /** First hour of the shift, Lima. */
  readonly hour: number;
  readonly weights: readonly number[];
  readonly customers: number;
}

function planShift(
  day: LimaDay,
  { cashier, hour, weights, customers }: Frame,
  wares: readonly Ware[],
  chance: Chance,
): PlannedShift {
  const start = plusMs(startOfDay(day), hour * HOUR);
  const at = () => plusMs(start, chance.weighted(weights) * HOUR + chance.between(240_000, HOUR - 1));
  const popularity = wares.map(({ weight }) => weight);
  const sales = Array.from({ length: customers }, () => planSale(at(), wares, popularity, chance))
    .sort((a, b) => a.at < b.at ? -1 : 1);
  const end = plusMs(start, weights.length * HOUR);
  return {
    cashier,
    opensAt: plusMs(start, 120_000),
    closesAt: plusMs(end, 60_000 + cashier * HOUR / 12),
    sales,
    paidOut: chance.percent(60)
      ? {
        at: plusMs(end, -chance.between(60_000, HOUR / 6)),
        amount: chance.between(8, 30) * 100,
        reason: PAID_OUT[chance.between(0, PAID_OUT.length - 1)]!,
      }
      : null,
    difference: DIFFERENCES[chance.between(0, DIFFERENCES.length - 1)]!,
  };
}

function planSale(
  at: Instant,
  wares: readonly Ware[],
  popularity: readonly number[],
  chance: Chance,
): PlannedSale {
  const lines = 1 + chance.weighted([34, 27, 18, 11, 6, 4]);
  const chosen = new Set(Array.from({ length: lines }, () => wares[chance.weighted(popularity)]!));
  const items = [...chosen].map((ware) => ({
    ware,
    quantity: ware.product.unit === "unidad"
      ? (1 + chance.weighted([75, 18, 7])) * 1000
      : chance.between(5, 60) * 25,
  }));
  return {
    at,
    items,
    pays: WAYS[chance.weighted(WAY_WEIGHTS)]!,
    discount: chance.percent(4) ? 50 : 0,
  };
}
