import type { SignedLease } from "../../kernel/lease.ts";
import type { PulledCustomer, PulledProduct, PullResponse, PushCommand } from "../../kernel/sync.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Draft, EMPTY_DRAFT } from "./cart.ts";
import type { Device } from "./device.ts";
import type { Seat } from "./props.ts";
import type { KeptWallets } from "./wallet_records.ts";

/** The open drawer of this device. */
export interface Drawer {
  readonly registerId: string;
  readonly registerName: string;
  readonly series: string;
  readonly cashSessionId: string;
  readonly openedAt: Instant;
  /** Number of the next ticket: counted here, because a sale cannot wait for a server to number it. */
  readonly nextTicket: number;
}

/** What this till did to somebody's account and no answer of the server has in it yet. Kept with the command itself. */
export interface CreditChange {
  /** Of the command that did it. */
  readonly seq: number;
  readonly customerId: string;
  readonly kind: "lent" | "paid" | "added";
  readonly amountCentimos: Centimos;
  readonly at: Instant;
  /** Of somebody added here. */
  readonly name?: string;
  readonly phone?: string | null;
}

/** The customers as the server last told them, and what this till may lend of their limits. */
export interface CreditBook {
  readonly customers: readonly PulledCustomer[];
  readonly share: number;
}
export const NO_BOOK: CreditBook = { customers: [], share: 0 };

/** A ticket set aside while its buyer fetches one thing more. It outlives the cash session. */
export interface Hold {
  readonly holdId: string;
  readonly heldAt: Instant;
  readonly draft: Draft;
}

/** This device's own chain of commands (kernel/sync). */
export interface Chain {
  readonly deviceId: string;
  /** Of the newest command written here; 0 for none. */
  readonly lastSeq: number;
  /** Of that command: the next one's `prevHash`. */
  readonly lastHash: string | null;
  /** Everything up to it has been answered. */
  readonly ackedSeq: number;
}

/** What the server last told every till of the shop, or this one. */
export type Told = Pick<PullResponse, "origin" | "cashiers" | "series" | "lease" | "settings">;

/** Wrong PINs of one person in a row, and since when the next may be tried (epoch milliseconds). */
export interface Tries {
  readonly wrong: number;
  readonly until: number;
}

/** Who stands at this till. */
export interface KeptPeople {
  /** Whose session the browser last had; null once they left. */
  readonly signedIn: Seat["cashier"] | null;
  readonly active: Seat["cashier"] | null;
  readonly locked: boolean;
  readonly tries: Readonly<Record<string, Tries>>;
}
export const NOBODY: KeptPeople = { signedIn: null, active: null, locked: false, tries: {} };

/** What a till keeps besides its chain, each thing under its own name. */
export interface Kept {
  readonly drawer: Drawer | null;
  readonly draft: Draft;
  readonly holds: readonly Hold[];
  /** Highest ticket number given here in each series: the server may not have heard of it yet. */
  readonly lastTickets: Readonly<Record<string, number>>;
  /** Null until it has its keys. */
  readonly device: Device | null;
  /** Who sells where, as the server last said it: the till starts from it where no server answers. */
  readonly seat: Seat | null;
  readonly told: Told | null;
  readonly people: KeptPeople;
  /** The newest membership lease seen here, and what it is checked with: the platform's key, as it came when pairing. */
  readonly lease: SignedLease | null;
  readonly platformKey: string | null;
  /** No clock of this tablet may stand before it. */
  readonly seenAt: Instant | null;
  /** Who may owe, as the server last said it. */
  readonly book: CreditBook;
  /** What of it changed here since. */
  readonly credit: readonly CreditChange[];
  /** How far the catalogue kept here is. */
  readonly cursor: string | null;
  /** Where the shop is paid by wallet, and which payments are waited for; null before there was any. */
  readonly wallets: KeptWallets | null;
}

export const NOTHING_KEPT: Kept = {
  drawer: null,
  draft: EMPTY_DRAFT,
  holds: [],
  lastTickets: {},
  device: null,
  seat: null,
  told: null,
  people: NOBODY,
  lease: null,
  platformKey: null,
  seenAt: null,
  book: NO_BOOK,
  credit: [],
  cursor: null,
  wallets: null,
};

/** Everything a till remembers between two openings of its page, but for the catalogue. */
export interface LocalState extends Kept {
  readonly chain: Chain;
  /** Commands without an answer yet, in order of `seq`. */
  readonly outbox: readonly PushCommand[];
}

/** One command and what it leaves behind here, all of it or nothing. */
export interface Commit extends Partial<Kept> {
  readonly command: PushCommand;
  readonly hash: string;
}

/**
 * Where a till keeps what it knows. A resolved promise means kept: the receipt is printed after it. In the browser that is
 * IndexedDB with strict durability (`idb_store.ts`), in tests the memory (`memory_store.ts`).
 */
export interface LocalStore {
  load(): Promise<LocalState>;
  /** Puts a command in the outbox together with what it changes here. */
  commit(commit: Commit): Promise<void>;
  /** The server has answered everything up to `seq`. */
  acknowledge(seq: number): Promise<void>;
  /**
   * Puts answered commands from `seq` on back into the outbox, for a server that was restored from before them. False where
   * they are no longer here.
   */
  recall(seq: number): Promise<boolean>;
  /** Commands written here that are still at hand, answered ones too, in order of `seq`. */
  history(): Promise<readonly PushCommand[]>;
  /** Starts the chain anew under another device id, with the unanswered commands numbered from 1. */
  rechain(chain: Chain, outbox: readonly PushCommand[]): Promise<void>;
  save(change: Partial<Kept>): Promise<void>;
  /** A page of the catalogue and how far it reaches. */
  saveProducts(changed: readonly PulledProduct[], removed: readonly string[], cursor: string): Promise<void>;
  /** The catalogue as it was kept, by portions: whoever scans meanwhile is served from those that came. */
  products(): AsyncIterable<readonly PulledProduct[]>;
}

/** Another program has written meanwhile: two would number the same tickets, so this one stops (features §3 item 1). */
export class OtherWriter extends Error {
  override readonly name = "OtherWriter";
}

/** The state after a command. Its place was free, or it is no command of this chain. */
export function afterCommit(state: LocalState, { command, hash, ...change }: Commit): LocalState {
  const { chain, outbox } = state;
  if (command.seq !== chain.lastSeq + 1) {
    throw new RangeError(`command ${command.seq} after ${chain.lastSeq}`);
  }
  return {
    ...afterSave(state, change),
    chain: { ...chain, lastSeq: command.seq, lastHash: hash },
    outbox: [...outbox, command],
  };
}

/** The state after a change. A drawer that goes leaves behind how far its series was counted. */
export function afterSave(state: LocalState, change: Partial<Kept>): LocalState {
  const { drawer } = state;
  const lastTickets = drawer && change.drawer !== undefined
    ? { ...state.lastTickets, [drawer.series]: drawer.nextTicket - 1 }
    : state.lastTickets;
  return { ...state, lastTickets, ...change };
}

export function afterAnswer(state: LocalState, seq: number): LocalState {
  const { chain, outbox } = state;
  return {
    ...state,
    chain: { ...chain, ackedSeq: Math.max(chain.ackedSeq, Math.min(seq, chain.lastSeq)) },
    outbox: outbox.filter((command) => command.seq > seq),
  };
}

/** The state with answered commands waiting again; null unless they join what waits without a gap. */
export function afterRecall(state: LocalState, again: readonly PushCommand[]): LocalState | null {
  const { chain, outbox } = state;
  const all = [...again, ...outbox], first = all[0]?.seq;
  if (again.length === 0 || first === undefined || all.some(({ seq }, i) => seq !== first + i)) return null;
  if (all.at(-1)!.seq !== chain.lastSeq) return null;
  return { ...state, chain: { ...chain, ackedSeq: first - 1 }, outbox: all };
}

/** How many answered commands stay: some days of a busy counter, for a server restored from a backup. */
export const ANSWERED_MAX = 2000;
