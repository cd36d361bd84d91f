import { isGtin } from "../../kernel/barcode.ts";
import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import { ONE, parseQuantity, type Quantity, quantity } from "../../kernel/quantity.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import { type DraftLine, EMPTY_DRAFT } from "./cart.ts";
import { measureFor } from "./measure.ts";
import { parseScaleLabel } from "./scale_barcode.ts";
import { beep } from "./sound.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** A code from the gun: whatever is on the screen, it is the next product. */
export function scan(till: Till, code: string): void {
  if (till.screen.value === "open" || till.screen.value === "close" || till.locked.value) return;
  if (till.paying.value?.busy) return;
  if (!till.ready.value && till.waitsForCatalogue(() => scan(till, code))) return;
  if (till.screen.value === "pay") backToSelling(till);
  till.closeSheet();
  const found = till.catalogue.byCode(code);
  if (found.length === 0 && till.waitsForCatalogue(() => scan(till, code))) return;
  const label = found.length === 0 ? parseScaleLabel(code) : null;
  if (label) return sellLabel(till, code, label);
  takeFound(till, code, found);
}

function takeFound(till: Till, code: string, found: readonly PulledProduct[]): void {
  const [product] = found;
  if (!product) {
    beep("unknown");
    till.sheet.value = { kind: "unknown", code };
    till.assertive.value = T.unknown(code);
    return;
  }
  if (found.length > 1) {
    till.sheet.value = { kind: "choose", products: found };
    return;
  }
  beep("ok");
  addProduct(till, product);
}

function sellLabel(till: Till, code: string, label: NonNullable<ReturnType<typeof parseScaleLabel>>): void {
  const [product] = till.catalogue.byCode(label.code);
  const measured = !product || product.unit === "unidad"
    ? null
    : label.meaning === "grams"
    ? { quantity: quantity(label.value), discount: ZERO }
    : measureFor(product.priceCentimos, centimos(label.value));
  if (!product || !measured) return takeFound(till, code, []);
  beep("ok");
  addMeasured(till, product, measured.quantity, measured.discount);
}

/** One of it, or as many as `3*` said. What is sold by measure asks how much. */
export function addProduct(till: Till, product: PulledProduct): void {
  const times = till.times.value;
  if (product.unit !== "unidad" && times === null) {
    startNext(till);
    till.sheet.value = { kind: "measure", product };
    return;
  }
  if (product.unit === "unidad" && times !== null && times % ONE !== 0) {
    till.notice.value = { tone: "attention", text: T.soldWhole(product.name) };
    till.times.value = null;
    return;
  }
  addMeasured(till, product, times ?? ONE, ZERO);
}

export function addMeasured(till: Till, product: PulledProduct, amount: Quantity, discount: Centimos): void {
  addLine(till, {
    productId: product.id,
    name: product.name,
    unit: product.unit,
    quantity: amount,
    unitPriceCentimos: product.priceCentimos,
    unitCostCentimos: product.costCentimos,
    taxClass: product.taxClass,
    discountCentimos: discount,
  });
}

/** Something without a product: its amount is all that is known. Taxed as most goods are. */
export function addAmount(till: Till, amount: Centimos, name: string): void {
  addLine(till, {
    productId: null,
    name: name.trim() || T.byAmountName,
    unit: "unidad",
    quantity: till.times.value ?? ONE,
    unitPriceCentimos: amount,
    unitCostCentimos: null,
    taxClass: "gravado",
    discountCentimos: ZERO,
  });
}

function addLine(till: Till, line: Omit<DraftLine, "lineId" | "discountPerMille">): void {
  startNext(till);
  till.closeSheet();
  till.query.value = "";
  till.times.value = null;
  till.notice.value = null;
  till.edit({ type: "Add", line: { ...line, lineId: till.ids.next(), discountPerMille: null } });
  till.sayAdded(till.draft.value.selected);
}

/** The change of the last sale leaves the screen when the next one begins. */
export function startNext(till: Till): void {
  if (till.done.value) {
    till.ticketOpen.value = false;
    if (till.told.value?.settings.lockAfterSale) till.lock();
  }
  till.done.value = null;
}

/** Text from the search field or from a keyboard nobody had pointed anywhere. */
export function type(till: Till, text: string): void {
  const times = /^(\d{1,5}(?:[.,]\d{1,3})?)\*(.*)$/.exec(text);
  const amount = times ? parseQuantity(times[1]!) : null;
  if (amount !== null && amount > 0) till.times.value = amount;
  till.query.value = times ? times[2]! : text;
  till.active.value = 0;
}

/** Enter in the search: the code it is, else the result that is marked. */
export function enter(till: Till, results: readonly PulledProduct[]): void {
  const text = till.query.value.trim();
  if (text === "") return;
  const found = till.catalogue.byCode(text);
  const chosen = results[till.active.value];
  till.query.value = "";
  if (found.length === 0 && chosen && !isGtin(text)) addProduct(till, chosen);
  else scan(till, text);
}

export function step(till: Till, lineId: string | null, by: 1 | -1): void {
  const line = till.draft.value.lines.find((other) => other.lineId === lineId);
  if (!line) return;
  if (line.unit !== "unidad") {
    till.sheet.value = { kind: "quantity", lineId: line.lineId };
    return;
  }
  const next = quantity(line.quantity + by * ONE);
  if (next <= 0) return remove(till, line.lineId);
  till.edit({ type: "SetQuantity", lineId: line.lineId, quantity: next });
  till.sayAdded(line.lineId);
}

export function remove(till: Till, lineId: string | null): void {
  const line = till.draft.value.lines.find((other) => other.lineId === lineId);
  if (!line) return;
  till.edit({ type: "Remove", lineId: line.lineId });
  till.offerUndo(T.removed(line.name));
  till.say(T.removed(line.name));
}

export function clear(till: Till): void {
  if (till.draft.value.lines.length === 0) return;
  till.become(EMPTY_DRAFT, true);
  till.offerUndo(T.cleared);
}

/** Puts the ticket aside, or shows those that wait where there is none to put aside. */
export function hold(till: Till): void {
  const draft = till.draft.value;
  if (draft.lines.length === 0) {
    till.sheet.value = { kind: "holds" };
    return;
  }
  const holds = [...till.holds.value, { holdId: till.ids.next(), heldAt: till.now(), draft }];
  keepHolds(till, holds, EMPTY_DRAFT);
  till.say(T.held);
}

/** Takes a waiting ticket back; the one being rung up waits in its place. */
export function resume(till: Till, holdId: string): void {
  const chosen = till.holds.value.find((other) => other.holdId === holdId);
  if (!chosen) return;
  const rest = till.holds.value.filter((other) => other !== chosen);
  const now = till.draft.value;
  const holds = now.lines.length === 0
    ? rest
    : [...rest, { holdId: till.ids.next(), heldAt: till.now(), draft: now }];
  startNext(till);
  keepHolds(till, holds, chosen.draft);
  till.closeSheet();
}

function keepHolds(till: Till, holds: Till["holds"]["value"], draft: Till["draft"]["value"]): void {
  till.past.length = 0; // undo across a swap would bring a ticket into two places
  till.undoText.value = null;
  till.holds.value = holds;
  till.draft.value = draft;
  till.ticketOpen.value = false;
  till.store?.save({ holds, draft }).catch(() => till.notice.value = { tone: "danger", text: T.notKept });
}

export function backToSelling(till: Till): void {
  if (till.paying.value?.busy) return;
  till.paying.value = null;
  till.screen.value = "sell";
}
