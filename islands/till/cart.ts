import type { Cart, CartLine, TicketDiscount } from "../../kernel/checkout.ts";
import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import { lineAmount } from "../../kernel/pricing.ts";
import { MAX_QUANTITY, type Quantity, quantity } from "../../kernel/quantity.ts";

/** A line on the screen: a discount given in percent follows the quantity until the sale is made. */
export interface DraftLine extends CartLine {
  /** Thousandths of the line's amount; null where the discount is an amount or none. */
  readonly discountPerMille: number | null;
}

/** The ticket being rung up, and the line that the next key acts on. */
export interface Draft extends Cart {
  readonly lines: readonly DraftLine[];
  readonly selected: string | null;
}

export const EMPTY_DRAFT: Draft = { lines: [], discount: null, selected: null };

/** A ledger accepts no longer ticket (events/facts/sales). */
export const LINES_MAX = 150;

export type CartEdit =
  | { readonly type: "Add"; readonly line: DraftLine }
  | { readonly type: "SetQuantity"; readonly lineId: string; readonly quantity: Quantity }
  | { readonly type: "DiscountLine"; readonly lineId: string; readonly discount: TicketDiscount | null }
  | { readonly type: "DiscountTicket"; readonly discount: TicketDiscount | null }
  | { readonly type: "Remove"; readonly lineId: string }
  | { readonly type: "Select"; readonly lineId: string | null };

/** The draft after an edit. An edit that cannot be is no edit: the same draft comes back. */
export function edited(draft: Draft, edit: CartEdit): Draft {
  switch (edit.type) {
    case "Add":
      return added(draft, edit.line);
    case "SetQuantity":
      if (edit.quantity <= 0 || edit.quantity > MAX_QUANTITY) return draft;
      return changed(draft, edit.lineId, (line) => ({ ...line, quantity: edit.quantity }));
    case "DiscountLine":
      return changed(draft, edit.lineId, (line) => ({ ...line, ...discountOf(line, edit.discount) }));
    case "DiscountTicket":
      return { ...draft, discount: edit.discount };
    case "Remove":
      return removed(draft, edit.lineId);
    case "Select":
      return { ...draft, selected: edit.lineId };
  }
}

/** The same piece scanned again counts up its line; what is weighed is a line each time. */
function added(draft: Draft, line: DraftLine): Draft {
  const same = draft.lines.find((other) =>
    line.unit === "unidad" && line.productId !== null && other.productId === line.productId &&
    other.unitPriceCentimos === line.unitPriceCentimos && other.discountCentimos === 0
  );
  if (same) {
    const total = quantity(same.quantity + line.quantity);
    const counted = edited(draft, { type: "SetQuantity", lineId: same.lineId, quantity: total });
    return { ...counted, selected: same.lineId };
  }
  if (draft.lines.length >= LINES_MAX) return draft;
  return { ...draft, lines: [...draft.lines, line], selected: line.lineId };
}

function changed(draft: Draft, lineId: string, change: (line: DraftLine) => DraftLine): Draft {
  const lines = draft.lines.map((line) => line.lineId === lineId ? refreshed(change(line)) : line);
  return { ...draft, lines, selected: lineId };
}

/** A discount follows its percentage, and never outgrows a line that became smaller. */
function refreshed(line: DraftLine): DraftLine {
  const amount = amountOf(line);
  const wished = line.discountPerMille === null
    ? line.discountCentimos
    : lineAmount({ unitPrice: amount, quantity: quantity(line.discountPerMille) });
  return { ...line, discountCentimos: centimos(Math.min(wished, amount)) };
}

function discountOf(line: DraftLine, discount: TicketDiscount | null) {
  if (!discount) return { discountCentimos: ZERO, discountPerMille: null };
  return discount.kind === "percent"
    ? { discountCentimos: line.discountCentimos, discountPerMille: discount.perMille }
    : { discountCentimos: discount.centimos, discountPerMille: null };
}

function removed(draft: Draft, lineId: string): Draft {
  const index = draft.lines.findIndex((line) => line.lineId === lineId);
  if (index < 0) return draft;
  const lines = draft.lines.filter((line) => line.lineId !== lineId);
  const next = lines[Math.min(index, lines.length - 1)];
  // A discount on the ticket was agreed for these goods: with none left there is nothing to discount.
  return {
    lines,
    discount: lines.length === 0 ? null : draft.discount,
    selected: next?.lineId ?? null,
  };
}

/** Price × quantity, before any discount. */
export const amountOf = (line: CartLine): Centimos =>
  lineAmount({ unitPrice: line.unitPriceCentimos, quantity: line.quantity });

/** What the line costs on the ticket, its own discount taken off. */
export const netOf = (line: CartLine): Centimos => centimos(amountOf(line) - line.discountCentimos);

/** How many things are in the basket: pieces, and one for each that was weighed. */
export const piecesOf = (draft: Draft): number =>
  draft.lines.reduce((sum, line) => sum + (line.unit === "unidad" ? Math.ceil(line.quantity / 1000) : 1), 0);
