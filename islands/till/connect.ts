import type { PullResponse } from "../../kernel/sync.ts";
import { takeCredit } from "./credit_book.ts";
import { keepCopies } from "./courier.ts";
import type { IdbStore } from "./idb_store.ts";
import type { LocalStore } from "./local_store.ts";
import type { Outbox } from "./outbox.ts";
import { pause } from "./pause.ts";
import { PullClient } from "./pull_client.ts";
import { PushClient } from "./push_client.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";
import { Way } from "./way.ts";

const PULL_EVERY_MS = 60_000;

export interface Connection {
  /** The shop has said whether it takes this device in, or could not be asked. */
  readonly joined: Promise<void>;
  end(): void;
}

/** The till's way to its server: a script of its own, since a sale needs none of it. */
export function connect(till: Till, store: IdbStore, outbox: Outbox): Connection {
  const way = new Way(till, store, outbox);
  const call = way.call.bind(way);
  const push = new PushClient({
    store,
    isIn: () => way.isIn,
    fetch: call,
    wait: pause,
    random: Math.random,
    onLink: (link) => till.link.value = link,
    onServerTime: (serverTime) => till.serverTimeIs(serverTime),
    onChainLost: async () => {
      await outbox.startAnew(till.ids.next());
      till.credit.value = (await store.load()).credit;
      await way.rejoin();
    },
    onResults: (results) => {
      till.answered(results);
      store.load().then((state) => till.unsent.value = state.outbox);
      void refresh();
    },
  });
  let acked = 0;
  const pull = new PullClient({
    fetch: call,
    standing: async () => {
      const { cursor, chain } = await store.load();
      acked = chain.ackedSeq;
      return { cursor, made: chain.lastSeq };
    },
    onPage: async (page) => {
      till.pulled(page);
      await takeCredit(till, store, outbox, page, acked);
      await keepPage(till, store, page);
    },
  });
  const refresh = async () => {
    await way.join();
    push.kick();
    const before = till.unsent.value.length === 0 ? till.drawer.value?.cashSessionId : undefined;
    if (await pull.pull() && before !== undefined) forgetClosed(till, before);
  };
  till.push = push;
  till.pair = async (code) => {
    await way.join(code);
    push.kick();
  };
  const ending = [listen(till, store, push, refresh), keepCopies(till, store, way)];
  const joined = way.join(invitation());
  void refresh();
  return { joined, end: () => ending.forEach((end) => end()) };
}

/** The code of an invitation that the page was opened with (`/vincular`). It is for one device, so it does not stay there. */
function invitation(): string | undefined {
  const address = new URL(location.href), code = address.searchParams.get("vincular");
  if (code === null) return undefined;
  address.searchParams.delete("vincular");
  history.replaceState(history.state, "", address);
  return code;
}

export async function keepPage(till: Till, store: LocalStore, page: PullResponse): Promise<void> {
  if (page.products.length > 0 || page.removed.length > 0 || page.hasMore) {
    await store.saveProducts(page.products, page.removed, page.cursor);
  }
  if (!page.hasMore) await store.save({ cursor: page.cursor, told: till.told.value, seat: till.seat() });
}

/** Everything that wakes the way to the server. Returns how to stop listening. */
function listen(till: Till, store: IdbStore, push: PushClient, refresh: () => Promise<void>): () => void {
  const timer = setInterval(refresh, PULL_EVERY_MS);
  const back = () => {
    till.offline.value = !navigator.onLine;
    if (till.offline.value) till.say(T.keepsSelling);
    if (!till.offline.value) push.kick(); // also on the way out: what waits goes while the page still lives
    if (document.visibilityState === "hidden") return;
    void store.wake();
    if (!till.offline.value) void refresh();
  };
  addEventListener("online", back);
  addEventListener("offline", back);
  document.addEventListener("visibilitychange", back);
  return () => {
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
