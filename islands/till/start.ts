import { batch } from "@preact/signals";
import type { PullResponse } from "../../kernel/sync.ts";
import { IdbStore } from "./idb_store.ts";
import { listenToKeys } from "./keys.ts";
import { loadLater } from "./later.tsx";
import type { LocalStore } from "./local_store.ts";
import { Outbox } from "./outbox.ts";
import { sent } from "./paying.ts";
import { PullClient } from "./pull_client.ts";
import { PushClient } from "./push_client.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

const PULL_EVERY_MS = 60_000;
const LOCK = "caserito-caja";
/** What a program of before IndexedDB left (old_copy.ts). */
const OLD_COPY = "caserito.caja.1";

/** Brings a till to life in the browser. Returns how to end it. */
export function start(till: Till): () => void {
  const ending: (() => void)[] = [];
  const run = () =>
    startAlone(till, ending).catch(() => till.notice.value = { tone: "danger", text: T.keepsNothing });
  claim(till, run, ending);
  return () => ending.splice(0).forEach((end) => end());
}

/** One window at a time: two would number the same tickets (features §3 item 1). Others wait until asked to take over. */
function claim(till: Till, run: () => Promise<unknown>, ending: (() => void)[]): void {
  if (!navigator.locks) return void run();
  const ask = (options: LockOptions) => {
    navigator.locks.request(LOCK, options, (lock) => {
      till.elsewhere.value = lock === null;
      if (!lock) return;
      void run();
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

async function startAlone(till: Till, ending: (() => void)[]): Promise<void> {
  till.loadingCatalogue();
  ending.push(listenToKeys(till)); // a gun does not wait for a disk
  const newDeviceId = () => till.ids.next();
  const store = await IdbStore.open(newDeviceId);
  ending.push(() => store.close());
  const outbox = new Outbox(store);
  if (localStorage.getItem(OLD_COPY) !== null) {
    const { adoptOldCopy } = await import("./old_copy.ts");
    await adoptOldCopy(store, outbox, newDeviceId, localStorage);
  }
  const call = async (url: string, init: RequestInit) => {
    const response = await fetch(url, init);
    till.buildMustBe(response.headers.get("x-min-build"));
    return response;
  };
  const push = new PushClient({
    store,
    fetch: call,
    wait: pause,
    random: Math.random,
    onLink: (link) => till.link.value = link,
    onServerTime: (serverTime) => till.serverTimeIs(serverTime),
    onChainLost: () => outbox.startAnew(newDeviceId()),
    onResults: (results) => {
      till.answered(results);
      store.load().then((state) => till.unsent.value = state.outbox);
      refresh();
    },
  });
  const pull = new PullClient({
    fetch: call,
    cursor: async () => (await store.load()).cursor,
    onPage: async (page) => {
      till.pulled(page);
      await keepPage(till, store, page);
    },
  });
  const refresh = async () => {
    const before = till.unsent.value.length === 0 ? till.drawer.value?.cashSessionId : undefined;
    if (await pull.pull() && before !== undefined) forgetClosed(till, before);
  };
  ending.push(listen(till, store, push, refresh));

  const state = await store.load();
  batch(() => {
    till.notBefore(till.props.serverTime);
    till.store = store;
    till.outbox = outbox;
    till.push = push;
    till.drawer.value = state.drawer;
    till.draft.value = state.draft;
    till.holds.value = state.holds;
    till.unsent.value = state.outbox; // before anybody can act: a closing may be in it
    till.told.value = state.told;
    till.remember(state);
    till.screen.value = state.drawer ? "sell" : "open";
    till.offline.value = !navigator.onLine;
    till.ready.value = true;
  });
  await sent(till);
  await loadCatalogue(till, store);
  loadLater();
  await store.save({ seat: till.seat() });
  await refresh();
}

/** What was kept here, but for what the page brought along: that is newer. */
export async function loadCatalogue(till: Till, store: LocalStore): Promise<void> {
  for await (const products of store.products()) {
    till.catalogue.update(products.filter(({ id }) => till.catalogue.byId(id) === null), []);
    till.catalogueVersion.value++;
  }
  till.catalogueLoaded();
}

export async function keepPage(till: Till, store: LocalStore, page: PullResponse): Promise<void> {
  if (page.products.length > 0 || page.removed.length > 0 || page.hasMore) {
    await store.saveProducts(page.products, page.removed, page.cursor);
  }
  if (!page.hasMore) await store.save({ cursor: page.cursor, told: till.told.value, seat: till.seat() });
}

/** Everything that wakes the way to the server. Returns how to stop listening. */
function listen(till: Till, store: IdbStore, push: PushClient, refresh: () => void): () => void {
  const timer = setInterval(refresh, PULL_EVERY_MS);
  const back = () => {
    till.offline.value = !navigator.onLine;
    if (till.offline.value) till.say(T.keepsSelling);
    if (!till.offline.value) push.kick(); // also on the way out: what waits goes while the page still lives
    if (document.visibilityState === "hidden") return;
    void store.wake();
    if (!till.offline.value) refresh();
  };
  addEventListener("online", back);
  addEventListener("offline", back);
  document.addEventListener("visibilitychange", back);
  return () => {
    till.stop();
    clearInterval(timer);
    removeEventListener("online", back);
    removeEventListener("offline", back);
    document.removeEventListener("visibilitychange", back);
  };
}

/** The server knows of no such open session any more, and nothing is on its way there: it was closed elsewhere. */
export function forgetClosed(till: Till, cashSessionId: string): void {
  const drawer = till.drawer.value;
  if (drawer?.cashSessionId !== cashSessionId || till.unsent.value.length > 0 || till.paying.value) return;
  const register = till.registers.value.find((other) => other.registerId === drawer.registerId);
  if (!register || register.session?.cashSessionId === cashSessionId) return;
  till.drawer.value = null;
  till.screen.value = "open";
  till.notice.value = { tone: "attention", text: T.closedElsewhere };
  till.store?.save({ drawer: null }).catch(() => undefined);
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
