import { effect } from "@preact/signals";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import { type Habits, learnt, NO_HABITS, usual } from "./habits.ts";
import { keep, kept, LEARNED_KEY } from "./kept.ts";
import { printAlong } from "./printing/printer.ts";
import { hold, startNext } from "./selling.ts";
import type { Till } from "./till.ts";
import { watchMembership } from "./membership.ts";
import { followSession, watchIdle } from "./people.ts";
import { movedHere } from "./stock_here.ts";
import { watchStorage } from "./storage.ts";
import { followUpdates } from "./updates.ts";
import { holdScreen } from "./wake_lock.ts";
import { watchWallets } from "./wallet_desk.ts";

const HABITS_KEY = "caserito.costumbres.1";
const DAY_MS = 86_400_000;

/** What goes along with the selling and that no sale waits for. Returns how to end it. */
export function goAlong(till: Till): () => void {
  void watchStorage(till).catch(() => undefined);
  const ending = [
    learn(till),
    printAlong(till),
    holdScreen(() => till.drawer.value !== null),
    arrive(till),
    followUpdates(till),
    followStock(till),
    watchIdle(till),
    watchMembership(till),
    whenReady(till, () => void followSession(till)),
    walletsWhenReady(till),
  ];
  return () => ending.forEach((end) => end());
}

/** Counts along with each command that is kept, and gives way to the server's own figure once it is answered. */
function followStock(till: Till): () => void {
  return effect(() => {
    const unsent = till.unsent.value;
    const history = till.store?.history() ?? Promise.resolve([]);
    void history.then((commands) => till.moved.value = movedHere(unsent, commands), () => undefined);
  });
}

/** Once, as soon as the till has read what it remembers. */
function whenReady(till: Till, work: () => void): () => void {
  const stop = effect(() => {
    if (!till.ready.value) return;
    queueMicrotask(() => {
      stop();
      work();
    });
  });
  return stop;
}

function walletsWhenReady(till: Till): () => void {
  let end = () => {};
  const stop = whenReady(till, () => end = watchWallets(till));
  return () => {
    stop();
    end();
  };
}

/** Counts what is sold. The tiles change places with the next opening of the page: never under a finger. */
function learn(till: Till): () => void {
  let last: string | null = null;
  return effect(() => {
    const sale = till.done.value;
    if (!sale || sale.saleId === last) return;
    last = sale.saleId;
    const habits = learnt(kept<Habits>(HABITS_KEY, NO_HABITS), sale, dayOf(sale.occurredAt));
    keep(HABITS_KEY, habits);
    keep(LEARNED_KEY, usual(habits));
  });
}

const dayOf = (instant: Instant): number => Math.floor(epochMsOf(instant) / DAY_MS);

/** What a shortcut of the installed app asked for (routes/(tienda)/manifest.webmanifest). */
function arrive(till: Till): () => void {
  const action = new URLSearchParams(location.search).get("accion");
  if (action === null) return () => undefined;
  history.replaceState(history.state, "", location.pathname);
  let isDone = false;
  return effect(() => {
    if (isDone || !till.ready.value || !till.drawer.value || till.locked.value) return;
    isDone = true;
    queueMicrotask(() => {
      if (action === "nueva-venta") newSale(till);
      if (action === "cerrar-caja") till.screen.value = "close";
    });
  });
}

/** A ticket that was being rung up waits; it is never lost to a tap on the home screen. */
function newSale(till: Till): void {
  startNext(till);
  if (till.draft.value.lines.length > 0) hold(till);
}
