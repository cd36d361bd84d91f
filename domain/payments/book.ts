import type { EVIDENCE_SOURCES, EXCEPTION_KINDS, PaymentFact, WALLETS } from "../../events/facts/payments.ts";
import type { Instant } from "../../kernel/time.ts";
import type { PayerName } from "./names.ts";

export type Wallet = (typeof WALLETS)[number];
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];
/** 0 a claim or a picture, 1 an unpaired source, 2 a paired phone or a signed mail, 3 the provider or the bank itself. */
export type Trust = 0 | 1 | 2 | 3;

/** What somebody says of money, whoever it was: every adapter ends in one of these, never in "paid". */
export interface EvidenceInput {
  readonly evidenceId: string;
  readonly source: EvidenceSource;
  readonly accountId: string;
  readonly trust: Trust;
  readonly direction: "in" | "out";
  readonly amountCentimos: number;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly payerName: string | null;
  readonly masked: boolean;
  readonly securityCode: string | null;
  readonly operationNumber: string | null;
  /** Our intent's id, where a provider gives it back. */
  readonly externalReference: string | null;
  readonly providerId: string | null;
  readonly parserVersion: number;
  readonly deviceId: string | null;
  readonly late: boolean;
  readonly raw: string | null;
}

export interface Account {
  readonly accountId: string;
  readonly wallet: Wallet;
  readonly active: boolean;
  readonly strictAboveCentimos: number | null;
}

/** One telling of a credit. Of one channel each telling is another credit; of two channels it may be the same. */
export interface Witness {
  readonly evidenceId: string;
  readonly channel: string;
  readonly source: EvidenceSource;
  readonly trust: number;
  readonly occurredAt: Instant;
  readonly payer: PayerName | null;
  readonly securityCode: string | null;
  readonly operationNumber: string | null;
  readonly externalReference: string | null;
  readonly providerId: string | null;
}

/** Money that came in once, however many tell of it. */
export interface Credit {
  readonly paymentId: string;
  readonly accountId: string;
  readonly amountCentimos: number;
  readonly allocations: readonly { readonly intentId: string; readonly amountCentimos: number }[];
  readonly refundedCentimos: number;
  /** Nothing counts it but a person. */
  readonly held: boolean;
  /** A person has said what became of it. */
  readonly closed: boolean;
  readonly witnesses: readonly Witness[];
}

export interface Intent {
  readonly intentId: string;
  readonly accountIds: readonly string[];
  readonly amountCentimos: number;
  readonly allocatedCentimos: number;
  /** Of that, what a person counted for it: what is still asked for is less by so much. */
  readonly byPersonCentimos: number;
  readonly openedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly ended: { readonly outcome: "canceled" | "expired"; readonly endedAt: Instant } | null;
  readonly expectedPayer: PayerName | null;
  readonly securityCode: string | null;
  /** Of the newest claim, and of a person who took one for payment. */
  readonly operationNumbers: readonly string[];
  readonly claimed: boolean;
  readonly marked: boolean;
  /** The credits that were told of it by whom we do not trust enough. */
  readonly sightings: readonly string[];
}

export interface OpenException {
  readonly exceptionId: string;
  readonly accountId: string;
  readonly kind: ExceptionKind;
  readonly paymentId: string | null;
  readonly intentIds: readonly string[];
  readonly amountCentimos: number;
}

/** Its credit is null where the money went out. */
export interface Telling {
  readonly evidenceId: string;
  readonly paymentId: string | null;
}

/** What is known of the payments of some accounts: all of them in a test, what can matter in a command. */
export interface PaymentBook {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly credits: ReadonlyMap<string, Credit>;
  readonly exceptions: ReadonlyMap<string, OpenException>;
  /** Who told it with these words, by fingerprint: more than one only where they told of different people. */
  readonly tellings: ReadonlyMap<string, readonly Telling[]>;
}

export const EMPTY_BOOK: PaymentBook = {
  accounts: new Map(),
  intents: new Map(),
  credits: new Map(),
  exceptions: new Map(),
  tellings: new Map(),
};

export const allocatedOf = ({ allocations }: Pick<Credit, "allocations">): number =>
  allocations.reduce((sum, { amountCentimos }) => sum + amountCentimos, 0);
/** What nobody has counted or given back: unapplied cash. */
export const leftOf = (credit: Credit): number =>
  Math.max(0, credit.amountCentimos - allocatedOf(credit) - credit.refundedCentimos);
export const trustOf = ({ witnesses }: Pick<Credit, "witnesses">): number =>
  witnesses.reduce((most, { trust }) => Math.max(most, trust), 0);
export const dueOf = (intent: Pick<Intent, "amountCentimos" | "allocatedCentimos">): number =>
  intent.amountCentimos - intent.allocatedCentimos;

/** Two phones that are paired to one account tell of the same credits. */
export const channelOf = ({ source, deviceId }: Pick<EvidenceInput, "source" | "deviceId">): string =>
  source === "device_push" ? `${source}/${deviceId ?? ""}` : source;

/** What the names of a book stand in, which no fact says in clear. */
export interface Names {
  readonly payer?: PayerName | null;
}

/** Follows what happened; sealed names come beside the fact. */
export function evolveBook(book: PaymentBook, { type, data }: PaymentFact, names: Names = {}): PaymentBook {
  switch (type) {
    case "WalletAccountSet":
      return { ...book, accounts: put(book.accounts, data.accountId, data) };
    case "PaymentIntentOpened":
      return { ...book, intents: put(book.intents, data.intentId, opened(data, names.payer ?? null)) };
    case "PaymentEvidenceKept":
      return evidenceKept(book, data, names.payer ?? null);
    case "PaymentAwaited":
      return book;
    case "PaymentIntentEnded":
      return inIntent(book, data.intentId, () => ({ ended: data }));
    case "PaymentClaimedByPayer":
      return inIntent(book, data.intentId, ({ operationNumbers, securityCode }) => ({
        claimed: true,
        operationNumbers: data.operationNumber === null
          ? operationNumbers
          : [...operationNumbers, data.operationNumber],
        securityCode: data.securityCode ?? securityCode,
      }));
    case "PaymentMarked":
      return inIntent(book, data.intentId, ({ operationNumbers }) => ({
        marked: true,
        operationNumbers: [...operationNumbers, data.operationNumber],
      }));
    case "PaymentSighted":
      return inIntent(
        book,
        data.intentId,
        ({ sightings }) => ({ sightings: [...sightings, data.paymentId] }),
      );
    case "PaymentAllocated": {
      const { intentId, paymentId, amountCentimos, by } = data;
      const counted = inIntent(book, intentId, (intent) => ({
        allocatedCentimos: intent.allocatedCentimos + amountCentimos,
        byPersonCentimos: intent.byPersonCentimos + (by === null ? 0 : amountCentimos),
      }));
      return inCredit(
        counted,
        paymentId,
        ({ allocations }) => ({ allocations: [...allocations, { intentId, amountCentimos }] }),
      );
    }
    case "PaymentExceptionRaised":
      return { ...book, exceptions: put(book.exceptions, data.exceptionId, data) };
    case "PaymentExceptionResolved": {
      const exceptions = new Map(book.exceptions);
      exceptions.delete(data.exceptionId);
      const after = { ...book, exceptions };
      return data.by === null || data.paymentId === null
        ? after
        : inCredit(after, data.paymentId, () => ({ closed: true }));
    }
    case "PaymentRefundNoted":
      return inCredit(book, data.paymentId, ({ refundedCentimos }) => ({
        refundedCentimos: refundedCentimos + data.amountCentimos,
      }));
  }
}

type DataOf<Type extends PaymentFact["type"]> = Extract<PaymentFact, { type: Type }>["data"];

const opened = (data: DataOf<"PaymentIntentOpened">, expectedPayer: PayerName | null): Intent => ({
  intentId: data.intentId,
  accountIds: data.accountIds,
  amountCentimos: data.amountCentimos,
  allocatedCentimos: 0,
  byPersonCentimos: 0,
  openedAt: data.openedAt,
  expiresAt: data.expiresAt,
  ended: null,
  expectedPayer,
  securityCode: null,
  operationNumbers: [],
  claimed: false,
  marked: false,
  sightings: [],
});

function evidenceKept(
  book: PaymentBook,
  data: DataOf<"PaymentEvidenceKept">,
  payer: PayerName | null,
): PaymentBook {
  const { evidenceId, paymentId, fingerprint, accountId, amountCentimos } = data;
  const tellings = [...book.tellings.get(fingerprint) ?? [], { evidenceId, paymentId }];
  const told = { ...book, tellings: put(book.tellings, fingerprint, tellings) };
  if (paymentId === null) return told;
  const witness: Witness = {
    evidenceId,
    channel: channelOf(data),
    source: data.source,
    trust: data.trust,
    occurredAt: data.occurredAt,
    payer,
    securityCode: data.securityCode,
    operationNumber: data.operationNumber,
    externalReference: data.externalReference,
    providerId: data.providerId,
  };
  if (data.standing === "merged") {
    return inCredit(told, paymentId, ({ witnesses }) => ({ witnesses: [...witnesses, witness] }));
  }
  const credit: Credit = {
    paymentId,
    accountId,
    amountCentimos,
    allocations: [],
    refundedCentimos: 0,
    held: data.standing === "held",
    closed: false,
    witnesses: [witness],
  };
  return { ...told, credits: put(told.credits, paymentId, credit) };
}

const put = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> =>
  new Map(map).set(key, value);

function inIntent(book: PaymentBook, id: string, change: (intent: Intent) => Partial<Intent>): PaymentBook {
  const intent = book.intents.get(id);
  return intent ? { ...book, intents: put(book.intents, id, { ...intent, ...change(intent) }) } : book;
}

function inCredit(book: PaymentBook, id: string, change: (credit: Credit) => Partial<Credit>): PaymentBook {
  const credit = book.credits.get(id);
  return credit ? { ...book, credits: put(book.credits, id, { ...credit, ...change(credit) }) } : book;
}
