import type { PushCommand } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Draft } from "./cart.ts";

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

/** Everything a till remembers between two openings of its page. */
export interface LocalState {
  readonly chain: Chain;
  /** Commands without an answer yet, in order of `seq`. */
  readonly outbox: readonly PushCommand[];
  readonly drawer: Drawer | null;
  readonly draft: Draft;
  readonly holds: readonly Hold[];
}

/** What one command leaves behind here, all of it or nothing. */
export interface Commit {
  readonly command: PushCommand;
  readonly hash: string;
  readonly drawer: Drawer | null;
  readonly draft: Draft;
}

/**
 * Where a till keeps what it knows. A resolved promise means kept: the receipt is printed after it. The adapter in memory
 * comes first; one on IndexedDB with strict durability takes its place without the till noticing.
 */
export interface LocalStore {
  load(): Promise<LocalState>;
  /** Puts a command in the outbox together with what it changes here. */
  commit(commit: Commit): Promise<void>;
  /** The server has answered everything up to `seq`. */
  acknowledge(seq: number): Promise<void>;
  /** Starts the chain anew under another device id, with the unanswered commands numbered from 1. */
  rechain(chain: Chain, outbox: readonly PushCommand[]): Promise<void>;
  saveDrawer(drawer: Drawer | null): Promise<void>;
  saveDraft(draft: Draft): Promise<void>;
  saveHolds(holds: readonly Hold[], draft: Draft): Promise<void>;
}
