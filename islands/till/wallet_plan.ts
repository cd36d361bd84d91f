import type { Centimos } from "../../kernel/money.ts";
import type { TenderMethod } from "../../kernel/sale.ts";
import type { Wallet } from "../../kernel/wallet_payment.ts";
import { standingOf } from "./paying.ts";
import type { Paying } from "./screens.ts";
import type { Till } from "./till.ts";
import type { KeptWallets, Watched } from "./wallet_records.ts";

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

/** Of the payment that is on the screen now; nothing where there is none. */
export function wantedNow({ paying: { value: paying }, priced: { value: priced } }: Till): readonly Wanted[] {
  return paying && priced.ok ? wantedOf(paying, priced.value.total) : [];
}

/** What is waited for and not sold yet, in the order in which it was asked for: keeping one moves it. */
export const askedOf = ({ watched }: KeptWallets): readonly Watched[] =>
  watched.filter(({ stage }) => stage === "asked").toSorted((a, b) => a.intentId < b.intentId ? -1 : 1);

export const walletParts = (
  parts: readonly { readonly method: TenderMethod; readonly amountCentimos: Centimos }[],
): readonly Wanted[] =>
  parts.flatMap(({ method, amountCentimos }) =>
    (method === "yape" || method === "plin") && amountCentimos > 0 ? [{ method, amountCentimos }] : []
  );

export const isSame = (watched: Watched, { method, amountCentimos }: Wanted): boolean =>
  watched.method === method && watched.amountCentimos === amountCentimos;

/** Something came that is or may be for it. */
export const hasMoney = ({ heard }: Watched): boolean =>
  heard !== null && (heard.receivedCentimos > 0 || heard.candidates.some(({ named }) => named));

/** By which payment each part is waited for, null where by none yet: two equal halves are two payments. */
export function pairsOf(
  asked: readonly Watched[],
  wanted: readonly Wanted[],
  saleId: string,
): readonly (Watched | null)[] {
  const free = asked.filter((watched) => watched.saleId === saleId);
  return wanted.map((one) => {
    const at = free.findIndex((watched) => isSame(watched, one));
    return at < 0 ? null : free.splice(at, 1)[0]!;
  });
}

/** What is to be called off and what asked for. Money that has come is never let go of. */
export function planOf(
  asked: readonly Watched[],
  wanted: readonly Wanted[],
  saleId: string,
): { readonly end: readonly Watched[]; readonly open: readonly Wanted[] } {
  const pairs = pairsOf(asked, wanted, saleId);
  return {
    end: asked.filter((watched) => !pairs.includes(watched) && !hasMoney(watched)),
    open: wanted.filter((_, i) => pairs[i] === null),
  };
}
