import { effect } from "@preact/signals";

/**
 * Keeps the screen lit while `isWanted` and the page is in sight: a tablet that sleeps between two buyers costs each of
 * them a password. The browser lets go of it whenever the page is hidden, so it is asked for anew.
 */
export function holdScreen(isWanted: () => boolean): () => void {
  if (!("wakeLock" in navigator)) return () => undefined;
  let held: WakeLockSentinel | null = null, isAsked = false;
  const ask = () => {
    if (!isAsked || document.hidden || held && !held.released) return;
    // Refused where the battery is nearly empty: then the screen sleeps as it would without us.
    navigator.wakeLock.request("screen").then((sentinel) => {
      held = sentinel;
      if (!isAsked) void held.release();
    }, () => undefined);
  };
  const stop = effect(() => {
    isAsked = isWanted();
    if (isAsked) ask();
    else if (held) void held.release();
  });
  document.addEventListener("visibilitychange", ask);
  return () => {
    stop();
    isAsked = false;
    if (held) void held.release();
    document.removeEventListener("visibilitychange", ask);
  };
}
