import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Till } from "./till.ts";

interface PartProps {
  readonly till: Till;
  readonly onClose: () => void;
}

/** What the first sale does not need, each with a script of its own. */
const PARTS = {
  closing: () => import("./Closing.tsx").then((module) => module.Closing),
  cash: () => import("./CashSheet.tsx").then((module) => module.CashSheet),
  discount: () => import("./DiscountSheet.tsx").then((module) => module.DiscountSheet),
  holds: () => import("./HoldsSheet.tsx").then((module) => module.HoldsSheet),
  create: () => import("./CreateSheet.tsx").then((module) => module.CreateSheet),
  receipt: () => import("./ReceiptSheet.tsx").then((module) => module.ReceiptSheet),
  keys: () => import("./KeysSheet.tsx").then((module) => module.KeysSheet),
} satisfies Record<string, () => Promise<ComponentType<PartProps>>>;

type Part = keyof typeof PARTS;
const loaded = new Map<Part, ComponentType<PartProps>>();

async function load(part: Part): Promise<ComponentType<PartProps>> {
  const component = await PARTS[part]();
  loaded.set(part, component);
  return component;
}

/** Fetched as soon as there is nothing better to do: the network may be gone when they are needed. */
export function loadLater(): void {
  const all = () => Object.keys(PARTS).forEach((part) => void load(part as Part).catch(() => undefined));
  if (typeof requestIdleCallback === "function") requestIdleCallback(all);
  else setTimeout(all, 2000);
}

export function Later({ part, till, onClose = () => undefined }: {
  readonly part: Part;
  readonly till: Till;
  readonly onClose?: () => void;
}) {
  const [, arrived] = useState<Part | null>(null);
  const Loaded = loaded.get(part);
  useEffect(() => {
    if (!Loaded) load(part).then(() => arrived(part), onClose);
  }, [part]);
  return Loaded ? <Loaded till={till} onClose={onClose} /> : null;
}
