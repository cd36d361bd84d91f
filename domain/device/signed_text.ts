import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import type { CustomerFact } from "../../events/facts/customers.ts";
import type { CatalogueFact } from "../../events/facts/catalogue.ts";
import type { DeviceFact } from "../../events/facts/device.ts";
import type { OverrideFact, ReturnsFact } from "../../events/facts/returns.ts";
import type { SalesFact } from "../../events/facts/sales.ts";
import type { StockFact } from "../../events/facts/stock.ts";
import type { Approval } from "../../kernel/approval.ts";
import type { Refund } from "../../kernel/refund.ts";
import { commandText, type PushCommand, type PushCommandType, type PushPayloads } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";

/** What of an event says something of the command it came from. */
export interface CommandEvent {
  readonly type: string;
  readonly data: unknown;
  readonly cmd: string;
  readonly occurredAt: Instant;
  readonly actor: { readonly id: string };
  readonly dev: { readonly seq: number; readonly prev: string | null } | null;
}

/**
 * The text a device signed, made again of the events its command became: whoever holds the ledger can check that it says
 * what was signed, and nothing but the ledger is needed. Null where the events cannot say it: a command with personal
 * data, which is sealed, one that was cut when it was parked, one of a kind that is not listed here. Those are held by
 * the hash and the signature alone.
 */
export function signedText(events: readonly CommandEvent[]): string | null {
  const [first] = events;
  if (!first?.dev) return null;
  const kept = events.find(({ type }) => type === KEPT);
  if (kept) return textOf((kept.data as DataOf<DeviceFact, typeof KEPT>).text);
  if (first.type === PARKED) return textOf((first.data as DataOf<DeviceFact, typeof PARKED>).payload);
  if (!Object.hasOwn(MAKERS, first.type)) return null;
  const make = MAKERS[first.type as Facts["type"]] as Maker<Facts["type"]>; // the table ties each maker to its data
  const made = make(first.data as never, approvalIn(events));
  const command = {
    ...made,
    cmdId: first.cmd,
    seq: first.dev.seq,
    payloadVersion: 1,
    occurredAt: first.occurredAt,
    cashierId: first.actor.id,
    prevHash: first.dev.prev,
  };
  return commandText(command as unknown as PushCommand); // the build of the program is no part of the text
}

const KEPT = "DeviceTextKept", PARKED = "DeviceCommandParked";

type Facts = CashSessionFact | CatalogueFact | CustomerFact | SalesFact | ReturnsFact | StockFact;
type DataOf<F extends { type: string; data: unknown }, Type extends F["type"]> = Extract<
  F,
  { type: Type }
>["data"];
type Made = {
  readonly [Type in PushCommandType]: { readonly type: Type; readonly payload: PushPayloads[Type] };
}[PushCommandType];
type Maker<Type extends Facts["type"]> = (data: DataOf<Facts, Type>, approval: Approval | null) => Made;

/** By the first fact of the command. What a fact has besides is what the server worked out. */
const MAKERS: { readonly [Type in Facts["type"]]?: Maker<Type> } = {
  CashSessionOpened: ({ cashSessionId, registerId, floatCentimos }) => ({
    type: "OpenCashSession",
    payload: { cashSessionId, registerId, floatCentimos },
  }),
  SaleRegistered: ({ sale }, approval) => ({
    type: "RegisterSale",
    payload: { sale, ...approval && { approval } },
  }),
  SaleVoided: ({ voidId, saleId, reason }, approval) => ({
    type: "VoidSale",
    payload: { voidId, saleId, reason, approval },
  }),
  SaleRefunded: (data, approval) => ({ type: "RefundSale", payload: { refund: refundOf(data), approval } }),
  DrawerOpened: ({ openingId, cashSessionId, reason }, approval) => ({
    type: "OpenDrawer",
    payload: { openingId, cashSessionId, reason, approval },
  }),
  CashMoved: ({ cashierId: _, ...payload }) => ({ type: "MoveCash", payload }),
  CashSessionClosed: ({ cashSessionId, counts }) => ({
    type: "CloseCashSession",
    payload: { cashSessionId, counts },
  }),
  StockCounted: ({ countId, productId, countedAt, counted }) => ({
    type: "CountStock",
    payload: { countId, productId, countedAt, counted },
  }),
  ProductAdded: ({ product: { active: _, ...payload } }) => ({ type: "AddProduct", payload }),
  CreditPaid: ({ cashierId: _, ...payload }) => ({ type: "ReceiveCreditPayment", payload }),
};

const refundOf = (data: DataOf<ReturnsFact, "SaleRefunded">): Refund => ({
  refundId: data.refundId,
  saleId: data.saleId,
  cashSessionId: data.cashSessionId,
  reason: data.reason,
  lines: data.lines.map(({ lineId, quantity, restock, totalCentimos }) => ({
    lineId,
    quantity,
    restock,
    totalCentimos,
  })),
  roundingCentimos: data.roundingCentimos,
  totalCentimos: data.totalCentimos,
  tenders: data.tenders,
});

function approvalIn(events: readonly CommandEvent[]): Approval | null {
  const approved = events.find(({ type }) => type === "OverrideApproved");
  if (!approved) return null;
  const { kind, by, reason } = approved.data as OverrideFact["data"];
  return { kind, by, reason };
}

/** Null where the text was cut, so that it is no JSON any more, and where what it says of a person is sealed beside it. */
function textOf(json: string): string | null {
  try {
    const command = JSON.parse(json) as PushCommand;
    return "payload" in command ? commandText(command) : null;
  } catch {
    return null;
  }
}
