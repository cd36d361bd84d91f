import { useEffect, useState } from "preact/hooks";
import type { Till } from "./till.ts";

type Parts = typeof import("./parts.ts");

let parts: Parts | null = null;

async function load(): Promise<Parts> {
  return parts ??= await import("./parts.ts");
}

/** Fetched as soon as there is nothing better to do: the network may be gone when they are needed. */
export function loadLater(): void {
  const fetchThem = () => void load().catch(() => undefined);
  if (typeof requestIdleCallback === "function") requestIdleCallback(fetchThem);
  else setTimeout(fetchThem, 2000);
}

/** A part that came later, or is about to. Where it cannot be had, `onClose` gives the screen back. */
export function Later({ part, till, onClose }: {
  readonly part: keyof Parts;
  readonly till: Till;
  readonly onClose: () => void;
}) {
  const [, arrived] = useState(false);
  useEffect(() => {
    if (!parts) load().then(() => arrived(true), onClose);
  }, []);
  const Part = parts?.[part];
  return Part ? <Part till={till} onClose={onClose} /> : null;
}
