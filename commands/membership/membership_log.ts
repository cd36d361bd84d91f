import type { Known } from "../../domain/membership/account.ts";
import { membershipStream } from "../../domain/streams.ts";
import { MEMBERSHIP_FACTS, type MembershipFact } from "../../events/facts/membership.ts";
import type { Recorded, TenantId, TenantStore } from "../../events/store/types.ts";
import { redacted } from "../../kernel/redact.ts";
import { messageOf } from "../../kernel/thrown.ts";
import type { Clock, Instant } from "../../kernel/time.ts";

/** A block or a return reaches every process within two seconds (design §7): a look costs one row. */
const POLL_MS = 500;
const PAGE = 500;
const TYPES: readonly string[] = MEMBERSHIP_FACTS.map(({ type }) => type);
const STREAM = /^membership-(.+)$/;
/** Null for a stream of anything else. */
export const shopOfStream = (stream: string): TenantId | null =>
  (STREAM.exec(stream)?.[1] ?? null) as TenantId | null; // an id that the registry made

export interface MembershipReport {
  readonly level: "info" | "fault";
  readonly message: string;
}

interface FollowOptions {
  readonly clock: Clock;
  readonly heard: (shop: TenantId, known: Known) => void;
  /** The log was set back (restored from a copy): whatever was read of it is worth nothing. */
  readonly forgotten: () => void;
  readonly report?: (line: MembershipReport) => void;
}

/** The platform's log as this process follows it. It is read at the log itself and never at a replica (design §5). */
export interface MembershipLog {
  readonly store: Pick<TenantStore, "db" | "read" | "stream">;
  lostSince(): Instant | null;
  /** Null where it cannot be read now. */
  factsOf(shop: TenantId): Promise<readonly Known[] | null>;
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export const knownOf = ({ id, occurredAt, recordedAt, type, data }: Recorded): Known => ({
  id,
  occurredAt,
  recordedAt,
  fact: { type, data } as MembershipFact,
});

export const sizeOf = async ({ db }: Pick<TenantStore, "db">): Promise<number> =>
  (await db.first<{ size: number }>("SELECT size FROM head WHERE k = 1"))?.size ?? 0;

/** What was said of memberships after one position of the log and up to another, in its order. */
export async function eachMembershipFact(
  store: Pick<TenantStore, "read">,
  after: number,
  upTo: number,
  heard: (shop: TenantId, known: Known) => void,
): Promise<void> {
  for (let seen = after; seen < upTo;) {
    const page = await store.read({ after: seen, upTo, types: TYPES, limit: PAGE });
    for (const event of page) {
      const shop = shopOfStream(event.stream);
      if (shop !== null) heard(shop, knownOf(event));
    }
    seen = page.length < PAGE ? upTo : page.at(-1)!.pos;
  }
}

/** One JSON line on standard error, as the workers write theirs. */
const toStandardError = ({ level, message }: MembershipReport): void =>
  void Deno.stderr.writeSync(
    new TextEncoder().encode(`${JSON.stringify({ job: "membership", level, message: redacted(message) })}\n`),
  );

export async function openMembershipLog(
  store: MembershipLog["store"],
  { clock, heard, forgotten, report = toStandardError }: FollowOptions,
): Promise<MembershipLog> {
  let seen = await sizeOf(store), lost: Instant | null = null, closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lose = (error: unknown) => {
    if (lost !== null || closed) return;
    lost = clock.now();
    report({ level: "fault", message: `the platform's log cannot be read: ${messageOf(error)}` });
  };

  const readOn = async () => {
    const end = await sizeOf(store);
    if (end < seen) {
      forgotten();
      seen = end;
    }
    await eachMembershipFact(store, seen, end, heard);
    seen = end;
    if (lost === null) return;
    lost = null;
    report({ level: "info", message: "the platform's log can be read again" });
  };

  let running: Promise<void> = Promise.resolve(), next: Promise<void> | null = null;
  /** One reading at a time; whoever asks during one waits for the next, which has what they wrote. */
  const refresh = (): Promise<void> =>
    next ??= running.then(() => {
      next = null;
      return running = closed ? Promise.resolve() : readOn().catch(lose);
    });

  const follow = async () => {
    await refresh();
    if (!closed) wait();
  };
  const wait = () => {
    timer = setTimeout(follow, POLL_MS);
    Deno.unrefTimer(timer); // no process stays for it
  };
  wait();

  return {
    store,
    lostSince: () => lost,
    async factsOf(shop) {
      try {
        return (await store.stream(membershipStream(shop))).map(knownOf);
      } catch (error) {
        lose(error);
        return null;
      }
    },
    refresh,
    async close() {
      closed = true;
      clearTimeout(timer);
      await next;
      await running;
    },
  };
}
