import { useEffect, useState } from "preact/hooks";
import { currentTill } from "./till/current.ts";
import { learnedTiles } from "./till/kept.ts";
import { alongside } from "./till/later.tsx";
import { NoTill } from "./till/NoTill.tsx";
import type { TillProps } from "./till/props.ts";
import { start } from "./till/start.ts";
import { Till } from "./till/till.ts";
import { tillKept } from "./till/till_kept.ts";
import { TillScreen } from "./till/TillScreen.tsx";

export type { TillProps };

interface Props {
  /** What the server knows of this till; null in the shell, which finds it on the device. */
  readonly here: TillProps | null;
  readonly appBuild: string;
}

/** The till of a shop. It sells against what this device keeps; the server hears of it as soon as it can be reached. */
export default function TillIsland({ here, appBuild }: Props) {
  const [till, found] = useState(() => here && new Till(here));
  const [isMissing, missing] = useState(false);
  useEffect(() => {
    if (!till) {
      void tillKept(appBuild).then((kept) => kept ? found(kept) : missing(true), () => missing(true));
    }
  }, []);
  useEffect(() => {
    if (!till) return;
    currentTill.value = till;
    till.learned.value = learnedTiles();
    const offered = (event: Event) => {
      event.preventDefault(); // else the browser asks at once, before anybody knows what for
      till.installPrompt.value = event;
    };
    addEventListener("beforeinstallprompt", offered);
    const ending = [start(till), alongside(till), () => removeEventListener("beforeinstallprompt", offered)];
    return () => ending.forEach((end) => end());
  }, [till]);
  return till ? <TillScreen till={till} /> : isMissing ? <NoTill /> : null;
}
