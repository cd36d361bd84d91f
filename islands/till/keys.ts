import { padKeyOf } from "./keypad.ts";
import { choose, payExactCash, startPaying } from "./paying.ts";
import { ScanDetector, type ScanVerdict, SILENCE_MS, STALL_MS } from "./scanner.ts";
import { backToSelling, hold, remove, scan, step, type } from "./selling.ts";
import type { Till } from "./till.ts";

type TextField = HTMLInputElement | HTMLTextAreaElement;

export const SEARCH_ID = "till-search";

const textFieldOf = (target: EventTarget | null): TextField | null =>
  target instanceof HTMLTextAreaElement ||
    target instanceof HTMLInputElement && !/^(?:button|checkbox|radio|submit)$/.test(target.type)
    ? target
    : null;

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, a, summary, select, [role=option]") !== null;

/**
 * One listener for gun and keyboard, before any field sees the key (edge-and-ux §7.3). What turns out to be a scan is
 * taken back out of the field it fell into; what turns out to be typing goes to the search, or to the pad on screen.
 * Returns how to stop.
 */
export function listenToKeys(till: Till): () => void {
  const detector = new ScanDetector();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let field: { readonly element: TextField; readonly value: string } | null = null;

  /** Giving typing to the search moves the focus there, and this very key falls into it as well. */
  const fieldNow = () => {
    const element = textFieldOf(document.activeElement);
    return element && { element, value: element.id === SEARCH_ID ? till.query.value : element.value };
  };
  const rollBack = () => {
    if (!field) return;
    field.element.value = field.value;
    field.element.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = (verdict: ScanVerdict): boolean => {
    if (verdict.type === "pending") return false;
    const isScan = verdict.type !== "typed";
    if (isScan) rollBack();
    else if (!field && verdict.text !== "") typeText(till, verdict.text);
    field = null;
    if (verdict.type === "scan") scan(till, verdict.code);
    return isScan;
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const target = textFieldOf(event.target);
    const isChar = event.key.length === 1, hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (isChar && !hasModifier && !event.repeat && !(event.key === " " && isControl(event.target))) {
      const before = target && { element: target, value: target.value };
      if (!detector.pending) field = before;
      const verdict = detector.key({ key: event.key, code: event.code, at: event.timeStamp });
      take(verdict);
      if (verdict.type === "typed") field = before ?? fieldNow();
      clearTimeout(timer);
      timer = setTimeout(() => {
        take(detector.silence());
        if (detector.pending) timer = setTimeout(() => take(detector.silence(true)), STALL_MS - SILENCE_MS);
      }, SILENCE_MS);
      if (target?.id === SEARCH_ID && target.value === "" && /[+\-?]/.test(event.key)) {
        event.preventDefault();
        typeText(till, event.key);
      }
      return;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      clearTimeout(timer);
      const wasScan = take(detector.key({ key: event.key, code: event.code, at: event.timeStamp }));
      if (wasScan) return stop(event);
      if (event.key === "Enter" && !target && !isControl(event.target)) till.pads.at(-1)?.onEnter();
      return;
    }
    command(till, event, target);
  };
  document.addEventListener("keydown", onKey, { capture: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", onKey, { capture: true });
  };
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Typed with nothing to type into: on a pad it is a figure, while selling it is a search. */
function typeText(till: Till, text: string): void {
  const pad = till.pads.at(-1);
  if (pad) {
    // Else Enter would press again the button that was tapped before, and not finish what is typed.
    if (isControl(document.activeElement)) (document.activeElement as HTMLElement).blur();
    for (const key of text) {
      const padKey = padKeyOf(key);
      if (padKey) pad.onKey(padKey);
    }
    return;
  }
  if (till.screen.value !== "sell" || till.sheet.value) return;
  if (text === "+" || text === "-") return step(till, till.draft.value.selected, text === "+" ? 1 : -1);
  if (text === "?") {
    till.sheet.value = { kind: "keys" };
    return;
  }
  type(till, till.query.value + text);
  document.getElementById(SEARCH_ID)?.focus();
}

/** Keys with a meaning of their own; the map is shown with `?`. */
function command(till: Till, event: KeyboardEvent, target: TextField | null): void {
  if (till.locked.value && event.key !== "Backspace") return; // who may press it is being asked
  const selling = till.screen.value === "sell" && !till.sheet.value;
  const { selected, lines } = till.draft.value;
  const act = (work: () => unknown) => {
    stop(event);
    work();
  };
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    if (selling && (!target || target.value === "")) act(() => till.undo());
    return;
  }
  switch (event.key) {
    case "Backspace":
      if (!target && till.pads.length > 0) act(() => till.pads.at(-1)!.onKey("back"));
      return;
    case "F2":
      return act(() => {
        if (till.screen.value === "pay") backToSelling(till);
        till.closeSheet();
        document.getElementById(SEARCH_ID)?.focus();
      });
    case "F3":
      return act(() => {
        if (selling && selected) till.sheet.value = { kind: "quantity", lineId: selected };
      });
    case "F4":
      return act(() => {
        if (selling && lines.length > 0) till.sheet.value = { kind: "discount", lineId: selected };
      });
    case "F6": // who the buyer is matters where they take it on credit
      return act(() => {
        if (selling) startPaying(till);
        if (till.methods.value.includes("fiado")) choose(till, "fiado");
      });
    case "F8":
      return act(() => selling && hold(till));
    case "F9":
      return act(() => selling && startPaying(till));
    case "F10":
      return act(() => (selling || till.screen.value === "pay") && payExactCash(till));
    case "Delete":
      if (selling && (!target || target.value === "")) act(() => remove(till, selected));
      return;
    case "Escape":
      if (till.sheet.value) return; // the dialog closes itself
      if (till.screen.value === "pay") return act(() => backToSelling(till));
      if (till.screen.value === "close") return act(() => till.screen.value = "sell");
      if (till.query.value !== "") return act(() => type(till, ""));
      if (till.ticketOpen.value) act(() => till.ticketOpen.value = false);
      return;
  }
}
