import type { AnyFactDefinition } from "../events/facts/define_fact.ts";
import { type Fact, SHARED_FACTS } from "../events/facts/mod.ts";
import { sha256, utf8Bytes } from "../events/log/bytes.ts";
import { canonicalText } from "../events/log/canonical.ts";
import type { Actor, Dev } from "../events/log/envelope.ts";
import type {
  AppendRefusal,
  AppendRequest,
  NewEvent,
  PersonalData,
  TenantStore,
} from "../events/store/types.ts";
import { signedText as rebuiltText } from "../domain/device/signed_text.ts";
import { deviceTextStream, makersId, occurredAtOf, streamOf } from "../domain/streams.ts";
import type { DeviceFact } from "../events/facts/device.ts";
import type { SaleFlag } from "../events/facts/sales.ts";
import type { Ids } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { ascii } from "./ascii_json.ts";
import type { Clock, Instant } from "../kernel/time.ts";

/** Whose shop, who asks, and everything a command may not make up by itself. */
export interface CommandContext {
  readonly store: TenantStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly actor: Actor;
  /** Who may approve what a cashier may not do alone, by id; nobody where it is left out. */
  readonly approvers?: ReadonlySet<string>;
  /** Set for commands that come from a till's outbox. */
  readonly dev: Dev | null;
  /** What `dev.hash` is the hash of, where the command was signed. */
  readonly signedText?: string;
  /** What the way a sale came here says against it. */
  readonly flags?: readonly SaleFlag[];
  /** Waits before attempt 2, 3 … so that two who collided do not collide again: see {@link jitter}. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** A parsed command. `input` is what its hash is made of: the same id with another input is refused. */
export interface Command<Input> {
  readonly id: string;
  readonly type: string;
  readonly input: Input;
  readonly occurredAt: Instant;
  /** SHA-256 of the request where the caller hashes it as it was sent; of type and input otherwise. */
  readonly hash?: Uint8Array<ArrayBuffer>;
}

/** A fact that says itself what it is and where it belongs: a niche's own, or a setting. */
export interface DefinedFact {
  readonly definition: AnyFactDefinition;
  readonly stream: string;
  readonly data: unknown;
}

/** What one attempt decided, on what it read. */
export interface Decision<Outcome> {
  readonly facts: readonly (Fact | DefinedFact)[];
  /** Versions read: of every stream written, and of those that were only looked at. */
  readonly expected: AppendRequest["expected"];
  readonly expectedSize?: number;
  readonly freeTicket?: AppendRequest["freeTicket"];
  readonly gate: AppendRequest["gate"];
  /** What facts say of persons: it is sealed beside their data and stands nowhere in clear (design §4). */
  readonly personal?: ReadonlyMap<Fact, PersonalData>;
  /** Plain JSON: stored, and answered again to a repetition. */
  readonly outcome: Outcome;
}

export interface Handled<Outcome> {
  readonly outcome: Outcome;
  /** True where this command had been handled before: nothing new was written. */
  readonly repeated: boolean;
}

export const ATTEMPTS_MAX = 8;

/**
 * The one loop of every command: asked before? → read and decide → append, again while others write first. A retry is
 * safe because deciding is pure and nothing is written but by the append.
 */
export async function handle<Input, Outcome, Refusal>(
  context: CommandContext,
  command: Command<Input>,
  attempt: () => Promise<Result<Decision<Outcome>, Refusal>>,
): Promise<Result<Handled<Outcome>, Refusal | AppendRefusal>> {
  const { store } = context;
  const hash = command.hash ?? requestHash(command);
  const before = await answered<Outcome>(store, command.id, hash);
  if (before) return before;
  let refusal: AppendRefusal = { type: "VersionConflict", stream: null };
  for (let n = 1; n <= ATTEMPTS_MAX; n++) {
    if (n > 1) await context.pause(n);
    const decision = await attempt();
    // A refusal may be our own echo: a twin of this command was appended while this one was reading.
    if (!decision.ok) return await answered<Outcome>(store, command.id, hash) ?? decision;
    const appended = await store.append(await requestOf(context, command, hash, decision.value));
    if (appended.ok) {
      const { outcome, repeated } = appended.value;
      return ok({ outcome: repeated ? JSON.parse(outcome) as Outcome : decision.value.outcome, repeated });
    }
    refusal = appended.error;
    if (refusal.type !== "VersionConflict") break;
  }
  return err(refusal);
}

async function answered<Outcome>(
  store: TenantStore,
  id: string,
  hash: Uint8Array<ArrayBuffer>,
): Promise<Result<Handled<Outcome>, AppendRefusal> | null> {
  const stored = await store.outcomeOf(id, hash);
  if (!stored.ok) return stored;
  return stored.value === null ? null : ok({ outcome: JSON.parse(stored.value) as Outcome, repeated: true });
}

/** SHA-256 of the RFC 8785 text of what was asked. Throws on input a parser should never have let through. */
export function requestHash({ type, input }: { type: string; input: unknown }): Uint8Array<ArrayBuffer> {
  const text = canonicalText({ type, input });
  if (!text.ok) throw new TypeError(`${type} was parsed into what JSON cannot say: ${text.error.detail}`);
  return sha256(utf8Bytes(text.value));
}

async function requestOf(
  context: CommandContext,
  command: Command<unknown>,
  hash: Uint8Array<ArrayBuffer>,
  { facts, expected, expectedSize, freeTicket, gate, personal, outcome }: Decision<unknown>,
): Promise<AppendRequest> {
  const { store, actor, dev, ids } = context;
  const events: NewEvent[] = facts.map((fact) =>
    "definition" in fact
      ? {
        id: ids.next(),
        stream: fact.stream,
        type: fact.definition.type,
        occurredAt: command.occurredAt,
        data: readable(fact.definition, fact.data),
      }
      : {
        id: makersId(fact) ?? ids.next(),
        stream: streamOf(fact),
        type: fact.type,
        occurredAt: occurredAtOf(fact) ?? command.occurredAt,
        data: readable(DEFINITIONS.get(fact.type), fact.data),
      }
  );
  const sealing = facts.map(async (fact, i) => {
    const data = "definition" in fact ? undefined : personal?.get(fact);
    if (data) events[i] = { ...events[i]!, pii: await store.people.seal(data) };
  });
  if (personal) await Promise.all(sealing);
  const kept = keptText(context, command, events);
  return {
    command: { id: command.id, hash, outcome: JSON.stringify(outcome) },
    actor,
    dev,
    events: [...events, ...kept],
    expected: [...expected, ...kept.map(({ stream }) => ({ stream, version: 0 }))],
    gate,
    ...expectedSize === undefined ? {} : { expectedSize },
    ...freeTicket === undefined ? {} : { freeTicket },
  };
}

/** Where the events do not say all that was signed, the text itself goes along: a verifier must be able to compare. */
function keptText(
  { actor, dev, ids, signedText }: CommandContext,
  { id: cmd, occurredAt }: Command<unknown>,
  events: readonly NewEvent[],
): NewEvent[] {
  if (!dev || signedText === undefined) return [];
  const rebuilt = rebuiltText(events.map((event) => ({ ...event, cmd, actor, dev })));
  if (rebuilt === null || rebuilt === signedText) return [];
  const data: DataOfKept = { deviceId: dev.id, seq: dev.seq, cmdId: cmd, text: ascii(signedText) };
  return [{ id: ids.next(), stream: deviceTextStream(cmd), type: "DeviceTextKept", occurredAt, data }];
}
type DataOfKept = Extract<DeviceFact, { type: "DeviceTextKept" }>["data"];

const DEFINITIONS = new Map(SHARED_FACTS.map((definition) => [definition.type, definition]));

/**
 * The data of a fact that its own schema will read again. A fact it refuses is a bug of ours, and it must show before
 * the append: afterwards its stream could never be read (features §3, item 13).
 */
function readable(definition: AnyFactDefinition | undefined, data: unknown): unknown {
  if (!definition) throw new TypeError("this fact is not declared");
  const parsed = definition.schema.safeParse(data);
  if (parsed.success) return data;
  const fields = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new TypeError(`${definition.type} could not be read again: ${fields.join("; ")}`);
}

/** The version a stream has now: 0 for one that is not there. */
export async function versionOf(store: TenantStore, stream: string): Promise<number> {
  const [last] = await store.read({ stream, descending: true, limit: 1 });
  return last?.ver ?? 0;
}

/** Full jitter (Brooker, "Exponential backoff and jitter"): up to 4, 8, 16 … 128 ms. */
export const jitter = (random: () => number = Math.random) => (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, random() * Math.min(128, 2 ** attempt)));
