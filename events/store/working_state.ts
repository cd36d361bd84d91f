import type { Frontier } from "../log/merkle.ts";
import { type Gate, GATE_FACT, gateOf } from "./gate.ts";
import type { GroupState, HeadState, StoredCommand } from "./group_state.ts";
import type { StagedAppend } from "./stage_append.ts";

/** The log as it will stand after the appends of the group taken so far. */
export class WorkingState {
  readonly #base: GroupState;
  readonly #commands = new Map<string, StoredCommand>();
  readonly #versions = new Map<string, number>();
  readonly #ids = new Set<string>();
  readonly #lastSeqs = new Map<string, number>();
  readonly #tickets = new Set<string>();
  #size: number;
  #frontier: Frontier;
  #gate: Gate;

  constructor(base: GroupState) {
    this.#base = base;
    this.#size = base.head.size;
    this.#frontier = base.head.frontier;
    this.#gate = base.gate;
  }

  get size(): number {
    return this.#size;
  }
  get frontier(): Frontier {
    return this.#frontier;
  }
  get gate(): Gate {
    return this.#gate;
  }
  command(id: string): StoredCommand | undefined {
    return this.#commands.get(id) ?? this.#base.commands.get(id);
  }
  versionOf(stream: string): number {
    return this.#versions.get(stream) ?? this.#base.versions.get(stream) ?? 0;
  }
  isTaken(id: string): boolean {
    return this.#ids.has(id) || this.#base.takenIds.has(id);
  }

  isTicketTaken(ticket: string): boolean {
    return this.#tickets.has(ticket) || this.#base.takenTickets.has(ticket);
  }
  lastSeqOf(deviceId: string): number {
    return this.#lastSeqs.get(deviceId) ?? this.#base.lastSeqs.get(deviceId) ?? 0;
  }

  take({ request: { command, dev, freeTicket }, events, frontier, firstPos, lastPos }: StagedAppend): void {
    this.#commands.set(command.id, { hash: command.hash, outcome: command.outcome, firstPos, lastPos });
    for (const { recorded } of events) {
      this.#versions.set(recorded.stream, recorded.ver);
      this.#ids.add(recorded.id);
      if (recorded.type === GATE_FACT) this.#gate = gateOf(recorded.data);
    }
    if (dev && events.length > 0) this.#lastSeqs.set(dev.id, dev.seq);
    if (freeTicket !== undefined) this.#tickets.add(freeTicket);
    this.#size = lastPos;
    this.#frontier = frontier;
  }

  /** `recordedAt` is null where no event was taken. */
  head(recordedAt: number | null): HeadState {
    return {
      size: this.#size,
      frontier: this.#frontier,
      recordedAt: recordedAt ?? this.#base.head.recordedAt,
    };
  }
}
