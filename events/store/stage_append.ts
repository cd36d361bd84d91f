import { isUuid } from "../../kernel/ids.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Bytes } from "../log/bytes.ts";
import { encodeEnvelope, type Envelope } from "../log/envelope.ts";
import { appendLeaf, type Frontier, type Hash, leafHash } from "../log/merkle.ts";
import type { LogContext } from "./plan_group.ts";
import type { AppendRefusal, AppendRequest, NewEvent, Recorded } from "./types.ts";
import type { WorkingState } from "./working_state.ts";

export interface StagedEvent {
  readonly recorded: Recorded;
  readonly body: Bytes;
  readonly leaf: Hash;
}

/** An append that may happen, with its events in place. */
export interface StagedAppend {
  readonly request: AppendRequest;
  readonly events: readonly StagedEvent[];
  /** Of the tree after its last event. */
  readonly frontier: Frontier;
  readonly firstPos: number;
  /** `firstPos - 1` where the command made no event. */
  readonly lastPos: number;
}

/** Gives the events their positions, versions and bytes. The data itself was judged by the command that made it. */
export function stageAppend(
  request: AppendRequest,
  working: WorkingState,
  recordedAt: Instant,
  context: LogContext,
): Result<StagedAppend, AppendRefusal> {
  const wrong = requestFault(request);
  if (wrong !== null) return err({ type: "EventInvalid", detail: wrong });
  const versions = new Map<string, number>(), events: StagedEvent[] = [];
  let frontier = working.frontier, size = working.size;
  for (const event of request.events) {
    const sv = context.versionOf(event.type);
    if (sv === null) return err({ type: "EventInvalid", detail: `no fact is called ${event.type}` });
    const ver = (versions.get(event.stream) ?? working.versionOf(event.stream)) + 1;
    const envelope = envelopeOf(request, event, { log: context.origin, pos: size + 1, ver, sv, recordedAt });
    const body = encodeEnvelope(envelope);
    if (!body.ok) {
      return err({ type: "EventInvalid", detail: `${event.type}: ${body.error.type} ${body.error.detail}` });
    }
    const leaf = leafHash(body.value);
    frontier = appendLeaf(frontier, size, leaf);
    size = envelope.pos;
    versions.set(event.stream, ver);
    events.push({ recorded: envelope, body: body.value, leaf });
  }
  return ok({ request, events, frontier, firstPos: working.size + 1, lastPos: size });
}

type Place = Pick<Envelope, "log" | "pos" | "ver" | "sv" | "recordedAt">;

/** Keys in the order in which they are written: sorting them anew would be a tenth of encoding. */
const envelopeOf = ({ actor, command, dev }: AppendRequest, event: NewEvent, place: Place): Envelope => ({
  actor,
  cmd: command.id,
  data: event.data,
  dev,
  id: event.id,
  log: place.log,
  occurredAt: event.occurredAt,
  pii: event.pii ?? [],
  pos: place.pos,
  recordedAt: place.recordedAt,
  stream: event.stream,
  sv: place.sv,
  type: event.type,
  v: 1,
  ver: place.ver,
});

/** What the envelope cannot see: ids, and that no stream is written without saying which version it must have. */
function requestFault({ command, events, expected }: AppendRequest): string | null {
  if (command.id === "") return "the command has no id";
  if (command.hash.length !== 32) return "the command's hash is not a SHA-256";
  const named = new Set(expected.map(({ stream }) => stream));
  const ids = new Set<string>();
  for (const { id, stream } of events) {
    if (!isUuid(id)) return `${id} is not a UUID`;
    if (ids.has(id)) return `${id} stands twice in one append`;
    ids.add(id);
    if (!named.has(stream)) return `no expected version for stream ${stream}`;
  }
  return null;
}
