import { z } from "zod";
import { zOpenDrawer } from "../../commands/cash_session/open_drawer.ts";
import { zSetRegisterPrinter } from "../../commands/shop/set_register_printer.ts";
import { zMoveCash } from "../../commands/cash_session/move_cash.ts";
import { zCentimos, zNonNegativeCentimos, zPositiveCentimos } from "../../events/facts/fields.ts";
import type {
  CashMovementLine,
  CashSessionState,
  ClosingTotals,
  ZAddendum,
} from "../../events/projections/cash_session/queries.ts";
import type { Register } from "../../events/projections/shop/queries.ts";
import type { DenominationCount } from "../../kernel/cash.ts";
import { zCheckpointAt } from "./ledger.ts";
import { zAnsweredId, zAnsweredInstant, zPos } from "./fields.ts";
import { zByTender } from "./sales.ts";

const zPrinter = z.strictObject({
  host: z.ipv4(),
  port: z.int(),
  paper: z.literal([80, 58]),
  cut: z.boolean(),
}).nullable();

export const zRegister: z.ZodType<Register> = z.strictObject({
  registerId: zAnsweredId,
  name: z.string(),
  series: z.string(),
  nextNumber: z.int().min(1),
  openSessionId: zAnsweredId.nullable(),
  lastZNumber: z.int().min(0),
  deviceId: zAnsweredId.nullable(),
  printer: zPrinter,
});
export const zRegisterPrinter = z.strictObject({ registerId: zAnsweredId, printer: zPrinter });
export const zNewPrinter = zSetRegisterPrinter.omit({ registerId: true });

const zGivenBack = z.strictObject({ count: z.int().min(0), totalCentimos: zCentimos, byTender: zByTender });

const zTotals = z.strictObject({
  tickets: z.int().min(0),
  salesCentimos: zCentimos,
  byTender: zByTender,
  /** Sales taken back whole; the figures above still hold them. */
  voids: zGivenBack,
  /** What this drawer gave back of sales of any session. */
  refunds: zGivenBack,
  movementsInCentimos: zCentimos,
  movementsOutCentimos: zCentimos,
}) satisfies z.ZodType<ClosingTotals>;

const zClosing = zTotals.extend({
  closedAt: zAnsweredInstant,
  closedPos: zPos,
  closedBy: zAnsweredId,
  zNumber: z.int().min(0),
  countedCentimos: zCentimos,
  expectedCentimos: zCentimos,
  differenceCentimos: zCentimos,
  lateTickets: z.int(),
  lateSalesCentimos: zCentimos,
});

const zState = zTotals.extend({
  cashSessionId: zAnsweredId,
  registerId: zAnsweredId.nullable(),
  cashierId: zAnsweredId.nullable(),
  openedAt: zAnsweredInstant.nullable(),
  openedPos: zPos.nullable(),
  floatCentimos: zNonNegativeCentimos,
  discountCentimos: zCentimos,
  inDrawerCentimos: zCentimos,
  closing: zClosing.nullable(),
});
export const zCashSession: z.ZodType<CashSessionState> = zState;

const zMovement: z.ZodType<CashMovementLine> = z.strictObject({
  movementId: zAnsweredId,
  pos: zPos,
  direction: z.enum(["in", "out"]),
  amountCentimos: zPositiveCentimos,
  reason: z.string(),
  cashierId: zAnsweredId,
  occurredAt: zAnsweredInstant,
});
const zCount: z.ZodType<DenominationCount> = z.strictObject({
  denominationCentimos: zPositiveCentimos,
  count: z.int().min(0),
});

const zAddendum: z.ZodType<ZAddendum> = z.strictObject({
  addendum: z.int().min(1),
  tickets: z.int().min(1),
  salesCentimos: zCentimos,
  byTender: zByTender,
  arrivedAt: zAnsweredInstant,
});

export const zCashSessionWhole = zState.extend({
  movements: z.array(zMovement),
  /** What arrived after the closing: `Z-0142-a`, `Z-0142-b` … The Z report stays as it was printed. */
  addenda: z.array(zAddendum),
  /** Largest denomination first; empty while the session is open. */
  counts: z.array(zCount),
});

/** The session is named by the path. */
export const zNewMovement = zMoveCash.omit({ cashSessionId: true });
export const zNewOpening = zOpenDrawer.omit({ cashSessionId: true, approval: true });
export const zNewClosure = z.object({ counts: z.array(zCount) });

export const zSessionRef = z.strictObject({ cashSessionId: zAnsweredId });
export const zOpeningRef = z.strictObject({ openingId: zAnsweredId, flags: z.array(z.enum(["unapproved"])) });
export const zMovementRef = z.strictObject({ movementId: zAnsweredId });
export const zClosure = z.strictObject({
  cashSessionId: zAnsweredId,
  zNumber: z.int().min(1),
  countedCentimos: zCentimos,
  expectedCentimos: zCentimos,
  differenceCentimos: zCentimos,
  /** To print on the Z report; null where it could not be signed yet. */
  checkpoint: zCheckpointAt.nullable(),
});
