import type { RESOLUTIONS } from "../../events/facts/payments.ts";
import { type ExceptionKind } from "./book.ts";
import { TRUST_MIN } from "./trust.ts";

/** A question of the shop's money, as a person answers it. */
export interface Question {
  readonly kind: ExceptionKind;
  /** Null where there is no credit, only a claim. */
  readonly credit: {
    readonly trust: number;
    /** What nobody has counted or given back. */
    readonly leftCentimos: number;
    readonly allocatedCentimos: number;
    readonly refundedCentimos: number;
    readonly amountCentimos: number;
  } | null;
}

/**
 * What a person may answer, the likeliest first. `transfer` and `change` are money that goes back: by a new transfer of the
 * wallet, or in cash from an open drawer. Only money that somebody trusted told of is counted or given back.
 */
export type WayOut = Exclude<(typeof RESOLUTIONS)[number], "refund"> | "transfer" | "change";

export function waysOut({ kind, credit }: Question): readonly WayOut[] {
  if (credit === null) return ["write_off", "duplicate"];
  const isSure = credit.trust >= TRUST_MIN, isLeft = credit.leftCentimos > 0;
  const mayGoBack = isSure && credit.refundedCentimos < credit.amountCentimos;
  const back: readonly WayOut[] = mayGoBack ? ["transfer", "change"] : [];
  // All of it is counted already: it was right, or it goes back.
  if (!isLeft) return ["write_off", ...back];
  const counts: readonly WayOut[] = isSure ? ["allocate"] : [];
  const isOver = credit.allocatedCentimos > 0;
  if (isOver) return ["change", "transfer", "keep_unapplied", ...counts, "write_off"];
  const again: readonly WayOut[] = ["duplicate"];
  return kind === "duplicate_credit" || kind === "doubtful_merge" || kind === "number_collision"
    ? [...again, ...counts, ...back, "keep_unapplied", "write_off"]
    : [...counts, ...back, "keep_unapplied", ...again, "write_off"];
}
