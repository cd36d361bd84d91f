import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zCentimos, zId, zInstant, zNonNegativeCentimos, zPositiveCentimos, zText } from "./fields.ts";

/** Stream `cash_session-<cashSessionId>`, like all of this file. */
export const CashSessionOpened = defineFact({
  type: "CashSessionOpened",
  version: 1,
  schema: z.strictObject({
    cashSessionId: zId,
    registerId: zId,
    cashierId: zId,
    /** Coins and notes already in the drawer, counted by the cashier. */
    floatCentimos: zNonNegativeCentimos,
  }),
});

/** Cash in (change brought from the bank) or out (the bread man), always with its reason. */
export const CashMoved = defineFact({
  type: "CashMoved",
  version: 1,
  schema: z.strictObject({
    movementId: zId,
    cashSessionId: zId,
    cashierId: zId,
    direction: z.enum(["in", "out"]),
    amountCentimos: zPositiveCentimos,
    reason: zText(120),
  }),
});

/** The drawer was opened without a sale and without cash moving: to change a note, to look. */
export const DrawerOpened = defineFact({
  type: "DrawerOpened",
  version: 1,
  schema: z.strictObject({
    openingId: zId,
    cashSessionId: zId,
    cashierId: zId,
    reason: zText(120),
    /** Nobody with the right to it approved. */
    flags: z.array(z.enum(["unapproved"])),
  }),
});

const zByTender = z.strictObject({
  efectivo: zCentimos,
  yape: zCentimos,
  plin: zCentimos,
  tarjeta: zCentimos,
  fiado: zCentimos,
});

const NOTHING_BACK = {
  count: 0,
  totalCentimos: 0,
  byTender: { efectivo: 0, yape: 0, plin: 0, tarjeta: 0, fiado: 0 },
};

const zGivenBack = z.strictObject({ count: z.int().min(0), totalCentimos: zCentimos, byTender: zByTender });

/** The drawer was counted blind. The difference is data, never a reason to refuse (features §3 item 41). */
export const CashSessionClosed = defineFact({
  type: "CashSessionClosed",
  version: 2,
  schema: z.strictObject({
    cashSessionId: zId,
    registerId: zId,
    cashierId: zId,
    /** Number of the Z report of this register: 1, 2, 3 … */
    zNumber: z.int().min(1),
    counts: z.array(
      z.strictObject({ denominationCentimos: zPositiveCentimos, count: z.int().min(0).max(100_000) }),
    ),
    countedCentimos: zNonNegativeCentimos,
    /** float + Σ(received − change) in cash ± movements − cash given back, as the ledger stood at this append. */
    expectedCentimos: zCentimos,
    differenceCentimos: zCentimos,
    tickets: z.int().min(0),
    salesCentimos: zCentimos,
    byTender: zByTender,
    /** Sales of this session taken back whole; they are in `tickets`, `salesCentimos` and `byTender` too. */
    voids: zGivenBack,
    /** Paid out by this drawer, whichever session made the sale. */
    refunds: zGivenBack,
    movementsInCentimos: zCentimos,
    movementsOutCentimos: zCentimos,
  }),
  // Before version 2 nothing could be given back.
  upcasters: { 1: (stored) => ({ ...stored as object, voids: NOTHING_BACK, refunds: NOTHING_BACK }) },
});

/**
 * A sale of this session arrived after its drawer was counted. The Z report stays as it was printed; this is a line of its
 * addendum `Z-0142-a`. Several sales of one delivery share an addendum.
 */
export const CashSessionAmended = defineFact({
  type: "CashSessionAmended",
  version: 1,
  schema: z.strictObject({
    cashSessionId: zId,
    registerId: zId,
    zNumber: z.int().min(1),
    /** 1 is `a`, 2 is `b` … */
    addendum: z.int().min(1),
    saleId: zId,
    arrivedAt: zInstant,
    salesCentimos: zCentimos,
    /** What it adds to the drawer is `efectivo`. */
    byTender: zByTender,
  }),
});

export type CashSessionFact =
  | FactOf<typeof CashSessionOpened>
  | FactOf<typeof CashMoved>
  | FactOf<typeof DrawerOpened>
  | FactOf<typeof CashSessionClosed>
  | FactOf<typeof CashSessionAmended>;
