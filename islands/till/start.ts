import { batch } from "@preact/signals";
import { IdbStore } from "./idb_store.ts";
import { listenToKeys } from "./keys.ts";
import type { LocalStore } from "./local_store.ts";
import { Outbox } from "./outbox.ts";
import { pause } from "./pause.ts";
import { sent } from "./paying.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** How long a first drawer waits for the series that the shop gives this device. */
const JOINING_MS = 4000, RETRY_MS = 5000;
const LOCK = "caserito-caja";
/** What a program of before IndexedDB left (old_copy.ts). */
const OLD_COPY = "caserito.caja.1";

/** Brings a till to life in the browser. Returns how to end it. */
export function start(till: Till): () => void {
  const ending: (() => void)[] = [];
  const run = () =>
    startAlone(till, ending).catch(() => till.notice.value = { tone: "danger", text: T.keepsNothing });
  claim(till, run, ending);
  return till.end = () => ending.splice(0).forEach((end) => end());
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
  ending.push(() => store.close(), () => till.stop());
  const outbox = new Outbox(store);
  if (localStorage.getItem(OLD_COPY) !== null) {
    const { adoptOldCopy } = await import("./old_copy.ts");
    await adoptOldCopy(store, outbox, newDeviceId, localStorage);
  }
  const state = await store.load();
  batch(() => {
    till.notBefore(till.props.serverTime);
    till.store = store;
    till.outbox = outbox;
    till.drawer.value = state.drawer;
    till.draft.value = state.draft;
    till.holds.value = state.holds;
    till.unsent.value = state.outbox; // before anybody can act: a closing may be in it
    till.told.value = state.told;
    till.remember(state);
    till.book.value = state.book;
    till.credit.value = state.credit;
    till.screen.value = state.drawer ? "sell" : "open";
    till.offline.value = !navigator.onLine;
    till.ready.value = true;
  });
  await sent(till);
  const connected = connection(till, store, outbox, ending);
  till.joined = Promise.race([connected, pause(JOINING_MS).done]);
  await loadCatalogue(till, store);
  await store.save({ seat: till.seat() });
}

/** Once the script for it is here: until then, and without it, the till sells. */
async function connection(
  till: Till,
  store: IdbStore,
  outbox: Outbox,
  ending: (() => void)[],
): Promise<void> {
  let isWanted = true;
  ending.push(() => isWanted = false);
  while (isWanted) {
    const script = await import("./connect.ts").catch(() => null);
    if (script && isWanted) {
      const { joined, end } = script.connect(till, store, outbox);
      ending.push(end);
      return await joined.catch(() => undefined);
    }
    await pause(RETRY_MS).done;
  }
}

/** What was kept here, but for what the page brought along: that is newer. */
export async function loadCatalogue(till: Till, store: LocalStore): Promise<void> {
  for await (const products of store.products()) {
    till.catalogue.update(products.filter(({ id }) => till.catalogue.byId(id) === null), []);
    till.catalogueVersion.value++;
  }
  till.catalogueLoaded();
}
