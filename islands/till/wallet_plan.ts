import type { Centimos } from "../../kernel/money.ts";
import type { TenderMethod } from "../../kernel/sale.ts";
import type { Wallet } from "../../kernel/wallet_payment.ts";
import { standingOf } from "./paying.ts";
import type { Paying } from "./screens.ts";
import type { Watched } from "./wallet_records.ts";

/** A part of a payment that a wallet is to pay. */
export interface Wanted {
  readonly method: Wallet;
  readonly amountCentimos: Centimos;
}

/** What of the payment on the screen comes by wallet: the parts that were added, and last the one being made. */
export function wantedOf(paying: Paying, total: Centimos): readonly Wanted[] {
  const { amount, action } = standingOf(total, paying);
  const isPart = action === "finish" || action === "add";
  return walletParts([
    ...paying.exact,
    ...isPart ? [{ method: paying.method, amountCentimos: amount }] : [],
  ]);
}

export const walletParts = (
  parts: readonly { readonly method: TenderMethod; readonly amountCentimos: Centimos }[],
): readonly Wanted[] =>
  parts.flatMap(({ method, amountCentimos }) =>
    (method === "yape" || method === "plin") && amountCentimos > 0 ? [{ method, amountCentimos }] : []
  );

export const isSame = (watched: Watched, { method, amountCentimos }: Wanted): boolean =>
  watched.method === method && watched.amountCentimos === amountCentimos;

export const isOf = (watched: Watched, saleId: string, wanted: Wanted): boolean =>
  watched.saleId === saleId && watched.stage === "asked" && isSame(watched, wanted);

/** Something came that is or may be for it. */
export const hasMoney = ({ heard }: Watched): boolean =>
  heard !== null && (heard.receivedCentimos > 0 || heard.candidates.some(({ named }) => named));

/** What is to be called off and what asked for. Money that has come is never let go of. */
export function planOf(
  asked: readonly Watched[],
  wanted: readonly Wanted[],
  saleId: string,
): { readonly end: readonly Watched[]; readonly open: readonly Wanted[] } {
  const matched = new Set<Watched>(), open: Wanted[] = [];
  for (const one of wanted) {
    const found = asked.find((watched) => !matched.has(watched) && isOf(watched, saleId, one));
    if (found) matched.add(found);
    else open.push(one);
  }
  return { end: asked.filter((watched) => !matched.has(watched) && !hasMoney(watched)), open };
}
