import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Till } from "./till.ts";

type Parts = typeof import("./parts.ts");
type Part = Exclude<keyof Parts, "goAlong">;

let parts: Parts | null = null;

async function laterParts(): Promise<Parts> {
  return parts ??= await import("./parts.ts");
}

/** What goes along with the selling, once it is there. Returns how to end it. */
export function alongside(till: Till): () => void {
  let isWanted = true, end = () => {};
  whenIdle(() =>
    void laterParts().then(({ goAlong }) => {
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

/** A part that came later, or is about to: `children` until then. Where it cannot be had, `onClose` gives the screen back. */
export function Later({ part, till, onClose, children = null }: {
  readonly part: Part;
  readonly till: Till;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}) {
  const [, arrived] = useState(false);
  useEffect(() => {
    if (!parts) laterParts().then(() => arrived(true), onClose);
  }, []);
  const Part = parts?.[part];
  return Part ? <Part till={till} onClose={onClose} /> : children;
}
