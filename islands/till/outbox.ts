import type { PushCommand, PushCommandType, PushPayloads } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import { sealed } from "./device.ts";
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
    after: Partial<Kept> | ((seq: number) => Partial<Kept>),
  ): Promise<boolean> {
    return this.inTurn(async () => {
      if (this.#written.has(cmdId)) return false;
      const { chain, device } = await this.store.load();
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
      const kept = typeof after === "function" ? after(command.seq) : after;
      await this.store.commit({ ...await sealed(command, device), ...kept });
      this.#written.add(cmdId);
      return true;
    });
  }

  /**
   * Numbers what is unanswered from 1 under a new device id, which is to be paired: for a server that no longer knows this
   * chain.
   */
  startAnew(deviceId: string): Promise<void> {
    return this.inTurn(async () => {
      await this.store.save({ device: null });
      const { outbox, credit } = await this.store.load();
      await this.#rewrite(outbox.map((command, index) => ({ ...command, seq: index + 1 })), deviceId, 0);
      const numbers = new Map(outbox.map(({ seq }, index) => [seq, index + 1]));
      await this.store.save({
        credit: credit.flatMap((change) => {
          const seq = numbers.get(change.seq);
          return seq === undefined ? [] : [{ ...change, seq }];
        }),
      });
    });
  }

  /** Signs what was written before this device was paired. */
  sealAll(): Promise<void> {
    return this.inTurn(async () => {
      const { chain, outbox } = await this.store.load();
      if (outbox.some(({ sig }) => !sig)) await this.#rewrite(outbox, chain.deviceId, chain.ackedSeq);
    });
  }

  async #rewrite(commands: readonly PushCommand[], deviceId: string, ackedSeq: number): Promise<void> {
    const { chain, device } = await this.store.load();
    const rewritten: PushCommand[] = [];
    let lastHash = ackedSeq === 0 ? null : commands[0]?.prevHash ?? chain.lastHash;
    for (const { sig: _, ...command } of commands) {
      const next = await sealed({ ...command, prevHash: lastHash } as PushCommand, device);
      lastHash = next.hash;
      rewritten.push(next.command);
    }
    const lastSeq = ackedSeq + rewritten.length;
    await this.store.rechain({ deviceId, lastSeq, lastHash, ackedSeq }, rewritten);
  }
}
