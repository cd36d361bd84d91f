import type { Result } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Actor, Dev, Envelope, SealedField } from "../log/envelope.ts";

declare const tenantBrand: unique symbol;
/** A shop's id as the registry knows it: the only thing from which a path or namespace is made (ledger T4). */
export type TenantId = string & { readonly [tenantBrand]: true };

export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * Reads of one shop's database. Branded: only the store makes one, so no query runs without a shop (design §5).
 * Integers arrive as JavaScript numbers and must be safe; a larger one throws.
 */
export interface TenantDb {
  readonly tenant: TenantId;
  all<Row extends SqlRow>(sql: string, args?: readonly SqlValue[]): Promise<Row[]>;
  first<Row extends SqlRow>(sql: string, args?: readonly SqlValue[]): Promise<Row | null>;
  readonly [tenantDbBrand]: true;
}
declare const tenantDbBrand: unique symbol;

export interface Statement {
  readonly sql: string;
  readonly args: readonly SqlValue[];
}

/**
 * Writes of read models only: one transaction through the shop's writer queue. Handed to the projection runner and to
 * rebuilds, never to routes; the log's own tables refuse UPDATE and DELETE by trigger.
 */
export interface ProjectionWriter {
  batch(statements: readonly Statement[]): Promise<void>;
}

/** An event as the log holds it, its data lifted to today's version. */
export type Recorded<Data = unknown> = Omit<Envelope<Data>, "v" | "log">;

/** What a command says about a person, in clear: it is sealed before it is appended. */
export interface PersonalData {
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The keys of one shop's people. Their words stand nowhere else: not in the databases, their backups or their exports. */
export interface ShopPeople {
  /** With the person's own key, made where there is none. */
  seal(personal: PersonalData): Promise<SealedField[]>;
  /** Null where the person was erased. */
  open(sealed: SealedField): Promise<string | null>;
  erase(subject: string): Promise<void>;
  /** The same for the same text, and nothing to whoever has not this shop's pepper. */
  index(field: string, text: string): Promise<string>;
}

export interface NewEvent {
  /** UUIDv7 made by whoever made the fact: the tablet for a sale. */
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly data: unknown;
  readonly pii?: readonly SealedField[];
}

export interface AppendRequest {
  readonly command: {
    readonly id: string;
    /** SHA-256 of the request: same id and other hash is a refusal, never a second effect. */
    readonly hash: Uint8Array<ArrayBuffer>;
    /** What a repetition of the command is answered, as JSON text. */
    readonly outcome: string;
  };
  readonly actor: Actor;
  readonly dev: Dev | null;
  readonly events: readonly NewEvent[];
  /** The version every written stream must have before this append; 0 for a new one. */
  readonly expected: readonly { readonly stream: string; readonly version: number }[];
  /** If given, nothing at all may have been appended since this size: for facts that sum up the whole log, as closing a till. */
  readonly expectedSize?: number;
  /** A ticket number that no sale may bear yet: two that come at once with one number must see each other. */
  readonly freeTicket?: string;
  /** `sell` needs the shop's gate open (membership); `always` is for closing, syncing, paying, counting. */
  readonly gate: "sell" | "always";
}

export interface Appended {
  readonly firstPos: number;
  readonly lastPos: number;
  readonly outcome: string;
  /** True where this command had been appended before: nothing new was written. */
  readonly repeated: boolean;
}

export type AppendRefusal =
  | { readonly type: "VersionConflict"; readonly stream: string | null }
  | { readonly type: "CommandReused"; readonly cmdId: string }
  /** The command of a device does not bear the number after its last one. */
  | { readonly type: "DeviceOutOfTurn"; readonly lastSeq: number }
  | { readonly type: "EventIdTaken"; readonly id: string }
  | { readonly type: "SalesBlocked"; readonly reason: string }
  | { readonly type: "EventInvalid"; readonly detail: string }
  /** The outcome is unknown or nothing was written; asking again with the same command id is safe. */
  | { readonly type: "StoreUnavailable"; readonly detail: string };

export interface Head {
  readonly size: number;
  /** RFC 6962 root over all leaves, 32 bytes. */
  readonly root: Uint8Array<ArrayBuffer>;
}

export interface ReadFilter {
  /** Only events after this position. */
  readonly after?: number;
  /** Only events up to this position. */
  readonly upTo?: number;
  readonly types?: readonly string[];
  readonly stream?: string;
  readonly limit: number;
  readonly descending?: boolean;
}

/** One shop's log: append, read, and the branded read handle of its projections. */
export interface TenantStore {
  readonly tenant: TenantId;
  /** Origin of the log (C2SP), `<base domain>/t/<tenant id>`: stands in every leaf. */
  readonly origin: string;
  readonly db: TenantDb;
  readonly projections: ProjectionWriter;
  readonly people: ShopPeople;
  append(request: AppendRequest): Promise<Result<Appended, AppendRefusal>>;
  /** The outcome stored for a command, so that a repetition is answered without deciding again. */
  outcomeOf(cmdId: string, hash: Uint8Array<ArrayBuffer>): Promise<Result<string | null, AppendRefusal>>;
  stream(stream: string): Promise<Recorded[]>;
  read(filter: ReadFilter): Promise<Recorded[]>;
  /** Exact stored bytes, for export and proofs. */
  bodies(
    fromPos: number,
    limit: number,
  ): Promise<{ pos: number; body: Uint8Array<ArrayBuffer>; leaf: Uint8Array<ArrayBuffer> }[]>;
  head(): Promise<Head>;
  checkpoints(): Promise<{ size: number; note: string }[]>;
  /** Stores a signed note verbatim; a second one of the same size is ignored. */
  addCheckpoint(size: number, note: string): Promise<void>;
  close(): Promise<void>;
}
