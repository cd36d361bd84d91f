import { useEffect, useMemo } from "preact/hooks";
import { currentTill } from "./till/current.ts";
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
    return start(till);
  }, []);
  return <TillScreen till={till} />;
}
