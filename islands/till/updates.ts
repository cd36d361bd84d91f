import { effect } from "@preact/signals";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

const LOOK_EVERY_MS = 30 * 60_000;
/** Nobody has touched the till for so long, and nothing is open on it. */
const CALM_MS = 60_000;
/** A tablet on a bad line needs some time to fetch a new program. */
const PATIENCE_MS = 30_000;

/**
 * Keeps the program of this device whole and of today (edge-and-ux §3.3): a new one is fetched behind the selling, waits, and
 * takes over only between two sales. Returns how to end it.
 */
export function followUpdates(till: Till): () => void {
  const workers = navigator.serviceWorker;
  if (!workers) return () => undefined;
  let registration: ServiceWorkerRegistration | null = null, calm: ReturnType<typeof setTimeout> | undefined;
  const look = () => void registration?.update().catch(() => undefined);
  const seen = () => {
    // The very first program waits for a moment too, and there is none that it would take the place of.
    if (registration?.waiting && registration.active && till.update.peek() === "none") {
      till.update.value = "waiting";
    }
  };
  workers.register("/sw.js", { updateViaCache: "none" }).then((made) => {
    registration = made;
    // Just opened: nothing is at stake yet.
    if (made.waiting && till.isIdle()) void takeOver(made.waiting);
    seen();
    made.addEventListener("updatefound", () => made.installing?.addEventListener("statechange", seen));
  }, () => undefined); // a browser that may not keep programs opens the till from the network
  const timer = setInterval(look, LOOK_EVERY_MS);
  const ending = [
    effect(() => {
      if (till.drawer.value) look();
    }),
    effect(() => {
      clearTimeout(calm);
      const isCalm = till.isIdle() && till.query.value === "" && till.done.value === null;
      if (till.update.value === "waiting" && isCalm) calm = setTimeout(() => void updateNow(till), CALM_MS);
    }),
  ];
  return () => {
    clearInterval(timer);
    clearTimeout(calm);
    ending.forEach((end) => end());
  };
}

/** Changes to the new program. What is kept on the device stays as it is. */
export async function updateNow(till: Till): Promise<void> {
  if (!till.isIdle()) return;
  const registration = await navigator.serviceWorker?.getRegistration();
  const waiting = registration && await waitingWorker(registration);
  if (waiting) return await takeOver(waiting);
  // No newer program is to be had from the worker: the server's own page is asked for, if it can be.
  const answer = await fetch("/caja/cascara", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) return location.replace("/caja?red=1");
  till.update.value = "none";
  till.notice.value = { tone: "attention", text: LATER.updateOffline };
}

/** The newest program once it is whole; null where there is none, or none came in time. */
async function waitingWorker(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  if (!registration.waiting) await registration.update().catch(() => undefined);
  const { installing, waiting } = registration;
  if (waiting || !installing) return waiting;
  await new Promise<void>((settled) => {
    installing.addEventListener("statechange", () => settled());
    setTimeout(settled, PATIENCE_MS);
  });
  return registration.waiting;
}

function takeOver(waiting: ServiceWorker): Promise<void> {
  return new Promise((taken) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      taken();
      location.replace("/caja");
    }, { once: true });
    waiting.postMessage("apply");
  });
}
