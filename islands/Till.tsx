import { useEffect, useMemo } from "preact/hooks";
import { currentTill } from "./till/current.ts";
import { kept, LEARNED_KEY } from "./till/kept.ts";
import { alongside } from "./till/later.tsx";
import type { TillProps } from "./till/props.ts";
import { start } from "./till/start.ts";
import { Till } from "./till/till.ts";
import { TillScreen } from "./till/TillScreen.tsx";

export type { TillProps };

/** The till of a shop. It sells against what this device keeps; the server hears of it as soon as it can be reached. */
export default function TillIsland(props: TillProps) {
  const till = useMemo(() => new Till(props), []);
  useEffect(() => {
    currentTill.value = till;
    till.learned.value = kept(LEARNED_KEY, []);
    const offered = (event: Event) => {
      event.preventDefault(); // else the browser asks at once, before anybody knows what for
      till.installPrompt.value = event;
    };
    addEventListener("beforeinstallprompt", offered);
    const ending = [start(till), alongside(till), () => removeEventListener("beforeinstallprompt", offered)];
    return () => ending.forEach((end) => end());
  }, []);
  return <TillScreen till={till} />;
}
