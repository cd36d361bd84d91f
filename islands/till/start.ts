import { batch } from "@preact/signals";
import { listenToKeys } from "./keys.ts";
import { loadLater } from "./later.tsx";
import { MemoryStore, type TextStorage } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { sent } from "./paying.ts";
import { PullClient } from "./pull_client.ts";
import { PushClient } from "./push_client.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

const PULL_EVERY_MS = 60_000;
const LOCK = "caserito-caja";

/** Brings a till to life in the browser. Returns how to end it. */
export function start(till: Till): () => void {
  const ending: (() => void)[] = [];
  const run = () => ending.push(...startAlone(till));
  claim(till, run, ending);
  return () => ending.forEach((end) => end());
}

/** One window at a time: two would number the same tickets (features §3 item 1). Others wait until asked to take over. */
function claim(till: Till, run: () => void, ending: (() => void)[]): void {
  if (!navigator.locks) return run();
  const ask = (options: LockOptions) => {
    navigator.locks.request(LOCK, options, (lock) => {
      till.elsewhere.value = lock === null;
      if (!lock) return;
      run();
      return new Promise<void>((release) => ending.push(release));
    }).catch(() => {
      // Taken over by another window: this one stops writing at once.
      ending.splice(0).forEach((end) => end());
      till.elsewhere.value = true;
    });
  };
  till.useHere = () => ask({ steal: true });
  ask({ ifAvailable: true });
}

function startAlone(till: Till): (() => void)[] {
  const store = new MemoryStore(storageOf(), () => till.ids.next());
  const outbox = new Outbox(store);
  const push = new PushClient({
    store,
    fetch: (url, init) => fetch(url, init),
    wait: pause,
    random: Math.random,
    onLink: (link) => till.link.value = link,
    onServerTime: (serverTime) => till.serverTimeIs(serverTime),
    onChainLost: () => outbox.startAnew(till.ids.next()),
    onResults: (results) => {
      till.answered(results);
      store.load().then((state) => till.unsent.value = state.outbox);
      refresh();
    },
  });
  till.notBefore(till.props.serverTime);
  till.store = store;
  till.outbox = outbox;
  till.push = push;

  const pull = new PullClient({
    fetch: (url, init) => fetch(url, init),
    onPage: (page) => till.pulled(page),
  });
  const refresh = async () => {
    const before = till.unsent.value.length === 0 ? till.drawer.value?.cashSessionId : undefined;
    if (await pull.pull() && before !== undefined) forgetClosed(till, before);
  };
  store.load().then((state) => {
    batch(() => {
      till.drawer.value = state.drawer;
      till.draft.value = state.draft;
      till.holds.value = state.holds;
      till.screen.value = state.drawer ? "sell" : "open";
      till.offline.value = !navigator.onLine;
      till.ready.value = true;
    });
    return sent(till);
  }).then(refresh).then(loadLater);

  const timer = setInterval(refresh, PULL_EVERY_MS);
  const back = () => {
    till.offline.value = !navigator.onLine;
    if (till.offline.value) till.say(T.keepsSelling);
    if (document.visibilityState === "hidden" || till.offline.value) return;
    push.kick();
    refresh();
  };
  const leave = (event: BeforeUnloadEvent) => {
    if (till.unsent.value.length > 0) event.preventDefault();
  };
  addEventListener("online", back);
  addEventListener("offline", back);
  addEventListener("beforeunload", leave);
  document.addEventListener("visibilitychange", back);
  return [
    listenToKeys(till),
    () => {
      till.stop();
      clearInterval(timer);
      removeEventListener("online", back);
      removeEventListener("offline", back);
      removeEventListener("beforeunload", leave);
      document.removeEventListener("visibilitychange", back);
    },
  ];
}

/** The server knows of no such open session any more, and nothing is on its way there: it was closed elsewhere. */
function forgetClosed(till: Till, cashSessionId: string): void {
  const drawer = till.drawer.value;
  if (drawer?.cashSessionId !== cashSessionId || till.unsent.value.length > 0 || till.paying.value) return;
  const register = till.registers.value.find((other) => other.registerId === drawer.registerId);
  if (!register || register.session?.cashSessionId === cashSessionId) return;
  till.drawer.value = null;
  till.screen.value = "open";
  till.notice.value = { tone: "attention", text: T.closedElsewhere };
  till.store?.saveDrawer(null).catch(() => undefined);
}

/** Null where the browser keeps nothing (a private window in some): then the till says so when it should keep something. */
function storageOf(): TextStorage | null {
  let storage: TextStorage | null = null;
  try {
    storage = localStorage;
  } catch {
    // a browser told to keep nothing throws at the very name
  }
  return storage;
}

function pause(ms: number): { done: Promise<void>; hurry: () => void } {
  let hurry = () => {};
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    hurry = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, hurry };
}
