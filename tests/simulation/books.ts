import type { PushCommand } from "../../kernel/sync.ts";
import { type Instant, instantOf } from "../../kernel/time.ts";

/** One sale as the generator of the run expects it: plain numbers, by arithmetic of its own. */
export interface ExpectedSale {
  readonly saleId: string;
  readonly totalCentimos: number;
  /** What stays in the drawer. */
  readonly cashCentimos: number;
}

/** What a tablet once kept for good, in the order in which it did. */
export interface Kept {
  readonly tablet: number;
  readonly command: PushCommand;
}

/** What moved a shelf besides the tills, by the owner's hand. */
export interface OwnerMove {
  readonly productId: string;
  readonly delta: number;
  readonly at: Instant;
}

/**
 * The oracle: what must be true at the end, kept in plain maps by those who act, and by nothing that is under test.
 * A sale counts from the moment a tablet's disk has it; from then on it may neither vanish nor happen twice.
 */
export class Books {
  /** By command id. */
  readonly kept = new Map<string, Kept>();
  /** What a sale must come to, by its id, from the moment a person confirms it. */
  readonly meant = new Map<string, ExpectedSale>();
  /** Sales whose receipt a buyer was shown. */
  readonly shown = new Set<string>();
  ownerMoves: OwnerMove[] = [];
  #backup: { readonly moves: readonly OwnerMove[]; readonly open: boolean } = { moves: [], open: true };
  restores = 0;
  /** Moments at which something else than an honest network stood between a tablet and its shop. */
  readonly events: string[] = [];

  note(ms: number, text: string): void {
    this.events.push(`${instantOf(ms)} ${text}`);
  }

  keep(tablet: number, command: PushCommand): void {
    if (!this.kept.has(command.cmdId)) this.kept.set(command.cmdId, { tablet, command });
  }

  backUp(open: boolean): void {
    this.#backup = { moves: this.ownerMoves, open };
  }

  /** What the owner did since the backup is gone with it. Answers whether the shop may sell. */
  restore(): boolean {
    this.ownerMoves = [...this.#backup.moves];
    this.restores++;
    return this.#backup.open;
  }

  move(move: OwnerMove): void {
    this.ownerMoves = [...this.ownerMoves, move];
  }

  of<Type extends PushCommand["type"]>(type: Type): Extract<PushCommand, { type: Type }>[] {
    return [...this.kept.values()].flatMap(({ command }) =>
      command.type === type ? [command as Extract<PushCommand, { type: Type }>] : []
    );
  }
}
