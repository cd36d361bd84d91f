import { useEffect, useState } from "preact/hooks";
import type { Till } from "./till.ts";

type Parts = typeof import("./parts.ts");
type Part = Exclude<keyof Parts, "goAlong">;

let parts: Parts | null = null;

async function load(): Promise<Parts> {
  return parts ??= await import("./parts.ts");
}

/** Fetched as soon as there is nothing better to do: the network may be gone when they are needed. */
export function loadLater(): void {
  whenIdle(() => void load().catch(() => undefined));
}

/** What goes along with the selling, once it is there. Returns how to end it. */
export function alongside(till: Till): () => void {
  let isWanted = true, end = () => {};
  whenIdle(() =>
    void load().then(({ goAlong }) => {
      if (isWanted) end = goAlong(till);
    }, () => undefined)
  );
  return () => {
    isWanted = false;
    end();
  };
}

function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work);
  else setTimeout(work, 2000);
}

/** A part that came later, or is about to. Where it cannot be had, `onClose` gives the screen back. */
export function Later({ part, till, onClose }: {
  readonly part: Part;
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
