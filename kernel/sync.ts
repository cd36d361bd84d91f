import type { Approval } from "./approval.ts";
import type { DenominationCount } from "./cash.ts";
import type { SignedLease } from "./lease.ts";
import type { Centimos } from "./money.ts";
import type { TaxClass } from "./pricing.ts";
import type { Quantity, Unit } from "./quantity.ts";
import type { CreditStanding } from "./credit.ts";
import type { Refund } from "./refund.ts";
import type { Sale, TenderMethod } from "./sale.ts";
import type { Instant } from "./time.ts";

/**
 * What till and server say to each other (design §8). Types only: the island is small because it carries no parser,
 * and the server parses with zod schemas that are held to these types by the compiler (commands/sync).
 */

/** A product as a person enters it, with the id the device made. */
export interface NewProduct {
  readonly productId: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly code: string | null;
  readonly unit: Unit;
  readonly priceCentimos: Centimos;
  readonly costCentimos: Centimos | null;
  readonly taxClass: TaxClass;
  readonly category: string | null;
  readonly minStock: Quantity | null;
  readonly favourite: boolean;
}

/** A customer as a cashier enters them, with the id the device made. */
export interface NewCustomer {
  readonly customerId: string;
  readonly name: string;
  /** E.164, or as it was typed. */
  readonly phone: string | null;
  /** Random: the ledger keeps the hash of the command, and nobody shall guess a name from it. */
  readonly salt?: string | undefined;
}

/** Payload of each command a till may send. Who did it is `cashierId` of the command, once. */
export interface PushPayloads {
  readonly OpenCashSession: {
    readonly cashSessionId: string;
    readonly registerId: string;
    readonly floatCentimos: Centimos;
  };
  /** The sale says itself when it was paid and by whom; the ledger keeps that. */
  readonly RegisterSale: {
    readonly sale: Sale;
    /** Of a discount above the limit of the shop. */
    readonly approval?: Approval | null;
    /** To lend more than the customer may owe. */
    readonly creditApproval?: Approval | null;
  };
  /** Whole, in its own cash session and before its closing. */
  readonly VoidSale: {
    readonly voidId: string;
    readonly saleId: string;
    readonly reason: string;
    readonly approval: Approval | null;
  };
  readonly RefundSale: { readonly refund: Refund; readonly approval: Approval | null };
  /** Without a sale, and without cash that moves. */
  readonly OpenDrawer: {
    readonly openingId: string;
    readonly cashSessionId: string;
    readonly reason: string;
    readonly approval: Approval | null;
  };
  readonly MoveCash: {
    readonly movementId: string;
    readonly cashSessionId: string;
    readonly direction: "in" | "out";
    readonly amountCentimos: Centimos;
    readonly reason: string;
  };
  /** Blind: what was counted, never what was expected. */
  readonly CloseCashSession: {
    readonly cashSessionId: string;
    readonly counts: readonly DenominationCount[];
  };
  readonly CountStock: {
    readonly countId: string;
    readonly productId: string;
    readonly countedAt: Instant;
    readonly counted: Quantity;
  };
  /** Quick create from the till: an unknown code was scanned and the queue is waiting. */
  readonly AddProduct: NewProduct;
  /** Quick create from the payment: somebody wants to take it home and pay later. */
  readonly AddCustomer: NewCustomer;
  /** A customer paid of what they owe; in cash it goes into the drawer of the session. */
  readonly ReceiveCreditPayment: {
    readonly paymentId: string;
    readonly customerId: string;
    readonly cashSessionId: string | null;
    readonly method: Exclude<TenderMethod, "fiado">;
    readonly amountCentimos: Centimos;
    readonly operationNumber: string | null;
  };
}
export type PushCommandType = keyof PushPayloads;

interface PushCommandOf<Type extends PushCommandType> {
  /** UUIDv7, made when the screen opens: a double tap sends the same one. */
  readonly cmdId: string;
  /** 1, 2, 3 … of this device, without a gap. */
  readonly seq: number;
  readonly type: Type;
  /** 1 today; the server understands the last three. */
  readonly payloadVersion: number;
  readonly payload: PushPayloads[Type];
  /** Clock of the device corrected by the server's time. */
  readonly occurredAt: Instant;
  /** `performance.now()` rounded: orders commands when the wall clock jumped. */
  readonly monotonicMs?: number;
  /** Server time − device time as last seen. Above two minutes the till asks to correct the clock. */
  readonly serverOffsetMs?: number;
  readonly cashierId: string;
  readonly appBuild: string;
  /** Hex SHA-256 of {@link commandText} of this device's previous command; null for the first. */
  readonly prevHash: string | null;
  /** The device's signature, in base64 (kernel/device_signature); left out by a program that is not paired. */
  readonly sig?: string | null;
}
/** One entry of the outbox. Written once, sent as written: sent again it must be the same text. */
export type PushCommand = { readonly [Type in PushCommandType]: PushCommandOf<Type> }[PushCommandType];

/** `POST /api/v1/sync/push`. */
export interface PushRequest {
  /** Whose outbox it is. Any device of the shop may carry it: the signatures say whose it is. */
  readonly deviceId: string;
  /** `seq` of the last command the device knows to be applied; the first of `commands` follows it. */
  readonly baseSeq: number;
  /** In order of `seq`, at most {@link PUSH_MAX}. */
  readonly commands: readonly PushCommand[];
}
export const PUSH_MAX = 50;

export interface PushResult {
  readonly cmdId: string;
  readonly seq: number;
  /**
   * `flagged`: accepted, and a person should look at it. `quarantined`: kept whole in the ledger without its effect, for
   * the owner to resolve. `duplicate`: known already, answered with the code and data of the first time. All are final.
   */
  readonly status: "applied" | "duplicate" | "flagged" | "quarantined";
  /** Flag or refusal by name; null where there is nothing to say. */
  readonly code: string | null;
  /** What the command answers, for instance the Z figures of a closing. */
  readonly data?: unknown;
}

/** `200`. */
export interface PushResponse {
  readonly lastSeq: number;
  /** In order of `seq`. Fewer than were sent where the store was busy: send the rest again. */
  readonly results: readonly PushResult[];
  readonly serverTime: Instant;
  readonly lease: SignedLease | null;
}

/** `409`: a fault of protocol, not of business. The device sends again from `expected`. */
export interface SequenceGap {
  readonly type: "SequenceGap";
  readonly expected: number;
}

/** `data` of an applied CloseCashSession. */
export interface ClosedSession {
  readonly cashSessionId: string;
  readonly zNumber: number;
  readonly countedCentimos: Centimos;
  readonly expectedCentimos: Centimos;
  /** Counted − expected: negative where money is missing. */
  readonly differenceCentimos: Centimos;
}

export interface PulledProduct {
  readonly id: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly code: string | null;
  readonly unit: Unit;
  readonly priceCentimos: Centimos;
  readonly costCentimos: Centimos | null;
  readonly taxClass: TaxClass;
  readonly category: string | null;
  readonly favourite: boolean;
  /** As the server knows it; sales still in the outbox are not in it. May be negative. */
  readonly onHand: Quantity;
}

export interface PulledSession {
  readonly cashSessionId: string;
  readonly cashierId: string;
  readonly floatCentimos: Centimos;
  readonly openedAt: Instant;
}

export interface PulledRegister {
  readonly registerId: string;
  readonly name: string;
  /** `T001`: the series the register began with. A device that is paired sells on the one leased to it. */
  readonly series: string;
  /** Highest number the server has seen in the series; 0 for none. A new device goes on after it. */
  readonly lastTicket: number;
  readonly session: PulledSession | null;
}

export interface PulledCashier {
  readonly cashierId: string;
  readonly name: string;
  readonly role: string;
  /** Whether their PIN approves what a cashier may not do alone. */
  readonly mayOverride: boolean;
  /** What this one device needs to check the PIN without a network (kernel/pin); null where there is nothing to check. */
  readonly pin: PinVerifier | null;
}

/** All in base64 but the count. */
export interface PinVerifier {
  readonly salt: string;
  readonly iterations: number;
  readonly deviceSalt: string;
  readonly verifier: string;
}

/** Numbers of tickets that this device alone may give. */
export interface SeriesLease {
  readonly registerId: string;
  /** `T004`. */
  readonly series: string;
  readonly from: number;
  /** The last number that may be given; the server raises it in a pull before it is reached. */
  readonly upTo: number;
  /** Highest number of the series the server has seen; `from - 1` for none. */
  readonly lastTicket: number;
}

/** What the owner decided for all tills of the shop. */
export interface TillSettings {
  /** Ask for the PIN again after each sale. */
  readonly lockAfterSale: boolean;
  /** `code`: a new device needs a code from somebody who may manage devices. `open`: being signed in is enough. */
  readonly pairing: "open" | "code";
  /** Largest discount a cashier gives on a line without approval, in thousandths of it. */
  readonly discountPerMilleMax: number;
}
export const TILL_SETTINGS: TillSettings = {
  lockAfterSale: false,
  pairing: "open",
  discountPerMilleMax: 100,
};

/** Whom this till may lend to, and how much without asking anybody. */
export interface PulledCustomer extends CreditStanding {
  readonly customerId: string;
  readonly name: string;
  readonly phone: string | null;
  /** Of what they owe, the part this till lent: paying it here makes room here. */
  readonly lentHereCentimos: Centimos;
}

/** `GET /api/v1/sync/pull?cursor=`: without a cursor, everything from the start. */
export interface PullResponse {
  /** Products added or changed since the cursor, and those whose stock moved; at most 500 in one answer. */
  readonly products: readonly PulledProduct[];
  /** Ids of products no longer sold. */
  readonly removed: readonly string[];
  readonly registers: readonly PulledRegister[];
  readonly cashiers: readonly PulledCashier[];
  /** Customers that changed since the cursor, in the same pages; those that were erased by id. */
  readonly customers: readonly PulledCustomer[];
  readonly removedCustomers: readonly string[];
  /** The share of every limit this till may lend, in millionths (kernel/credit). */
  readonly creditShare: number;
  /** Last command of this till that is in `customers`; null where the server cannot say. */
  readonly creditSeq: number | null;
  /** Of the shop's log: what a device signs names it. */
  readonly origin: string;
  /** Those of the device that asks, the one to sell on last; empty for a program that is not paired. */
  readonly series: readonly SeriesLease[];
  readonly lease: SignedLease | null;
  readonly settings: TillSettings;
  /** How the shop takes money, in the order of the tiles; null while it has not said. */
  readonly methods: readonly TenderMethod[] | null;
  /** Builds older than this must update before their next sale; null where all may go on. */
  readonly minBuild: string | null;
  readonly serverTime: Instant;
  /** Opaque. Keep it and send it next time. */
  readonly cursor: string;
  /** Ask again at once with the new cursor. */
  readonly hasMore: boolean;
}

/**
 * The text of a command that its hash and the next command's `prevHash` are made of: JSON with sorted keys. For what
 * commands hold (strings, safe integers, booleans, null) that is RFC 8785 exactly, and needs no library on the tablet.
 * Without the signature, which cannot cover itself, and without what only describes the machine: the ledger keeps none
 * of that, and whoever checks the hash has nothing but the ledger.
 */
export function commandText(command: PushCommand): string {
  const { sig: _, monotonicMs: __, serverOffsetMs: ___, appBuild: ____, ...signed } = command;
  return jsonText(signed);
}

/** JSON text with sorted keys and no spaces, of any JSON value. */
export function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => a < b ? -1 : 1); // by UTF-16 unit, as RFC 8785 §3.2.3 asks: no locale
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${jsonText(field)}`).join(",")}}`;
}
