import { type Centimos, centimos } from "../../kernel/money.ts";

/**
 * What one person may send by Yape in a day: S/ 500 until they ask for more in their app, S/ 2,000 at most
 * (payments-peru.md §2b and §6, Mercado Pago's guide and gestion.pe, 2025). The figures shift: this is their one place.
 */
export const YAPE_DAY = { usual: centimos(500_00), most: centimos(2_000_00) } as const;

/** `raise`: whoever never asked for more must do so first. `never`: no Yape carries it. */
export const yapeCarries = (amount: Centimos): "always" | "raise" | "never" =>
  amount <= YAPE_DAY.usual ? "always" : amount <= YAPE_DAY.most ? "raise" : "never";
