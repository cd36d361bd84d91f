import { commandHash } from "../../kernel/device_signature.ts";
import type { PushCommand, PushCommandType, PushPayloads } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Kept, LocalStore } from "./local_store.ts";

/** What every command says besides its payload. */
export interface CommandFrame {
  readonly occurredAt: Instant;
  readonly monotonicMs: number;
  readonly serverOffsetMs: number;
  readonly cashierId: string;
  readonly appBuild: string;
}

/** Writes commands one after another: each names the hash of the one before it, so two at once would break the chain. */
export class Outbox {
  #tail: Promise<unknown> = Promise.resolve();
  readonly #written = new Set<string>();

  constructor(private readonly store: LocalStore) {}

  /** Waits until everything asked before is written, then does `work` alone: also for what rewrites the chain. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Puts a command into the outbox with what it changes here. False where this very command was written before: a second
   * tap has no second effect.
   */
  write<Type extends PushCommandType>(
    cmdId: string,
    type: Type,
    payload: PushPayloads[Type],
    frame: CommandFrame,
    after: Partial<Kept>,
  ): Promise<boolean> {
    return this.inTurn(async () => {
      if (this.#written.has(cmdId)) return false;
      const { chain } = await this.store.load();
      const entry = {
        cmdId,
        seq: chain.lastSeq + 1,
        type,
        payloadVersion: 1,
        payload,
        ...frame,
        prevHash: chain.lastHash,
      };
      const command = entry as PushCommand; // Type ties payload to type; the union cannot say so of a generic
      await this.store.commit({ command, hash: await commandHash(command), ...after });
      this.#written.add(cmdId);
      return true;
    });
  }

  /** Numbers what is unanswered from 1 under a new device id: for a server that no longer knows this chain. */
  startAnew(deviceId: string): Promise<void> {
    return this.inTurn(async () => {
      const { outbox } = await this.store.load();
      const renumbered: PushCommand[] = [];
      let prevHash: string | null = null;
      for (const [index, command] of outbox.entries()) {
        const next: PushCommand = { ...command, seq: index + 1, prevHash };
        prevHash = await commandHash(next);
        renumbered.push(next);
      }
      await this.store.rechain(
        { deviceId, lastSeq: renumbered.length, lastHash: prevHash, ackedSeq: 0 },
        renumbered,
      );
    });
  }
}
