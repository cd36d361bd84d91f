import { signedText } from "../../domain/device/signed_text.ts";
import type { FactRegistry } from "../../events/facts/mod.ts";
import type { Envelope } from "../../events/log/envelope.ts";
import { exitCodeOf, type Fault } from "../../events/log/faults.ts";
import type { VerifierKey } from "../../events/log/verifier_key.ts";
import { verifyLog, type VerifyReport } from "../../events/log/verifier.ts";
import type { Projection } from "../../events/projections/define_projection.ts";
import { recordedFrom } from "../../events/store/read_log.ts";
import { LedgerUnreadable } from "./file_source.ts";
import type { LedgerSource } from "./ledger_source.ts";
import { Replay, type RowDifference } from "./replay.ts";

export type { Fault, FaultClass } from "../../events/log/faults.ts";

export interface Verification {
  readonly facts: FactRegistry;
  /** Every read model of the program, the store's own gate included. */
  readonly projections: readonly Projection[];
  /** The log's pinned key: its name is the origin the log must have. */
  readonly key: VerifierKey;
  /** Notes that were kept somewhere else. */
  readonly outside?: readonly string[];
}

export interface LedgerReport extends VerifyReport {
  readonly origin: string;
  /** Read models that were folded again from the events and compared row by row. */
  readonly replayed: readonly { readonly name: string; readonly pos: number; readonly rows: number }[];
  /** 0, or the public code of the first fault. */
  readonly exitCode: number;
}

/** Everything an auditor can check without trusting us: the log from its bytes, then every read model from the log. */
export async function verifyLedger(source: LedgerSource, asked: Verification): Promise<LedgerReport> {
  const { facts, projections, key, outside = [] } = asked;
  const replays = projections.map((projection) => new Replay(projection, facts));
  const feeder = new Feeder(replays.filter(({ projection }) => projection.mode === "inline"), facts);
  let report: VerifyReport = NOTHING_READ;
  const replayed: { name: string; pos: number; rows: number }[] = [], faults: Fault[] = [];
  try {
    // Checkpoints first: one that is stored after this is of a log that may be longer than what is read below.
    const checkpoints = await source.checkpoints(), { head, lastPos } = await source.end();
    report = await verifyLog({
      rows: source.rows(0, lastPos),
      checkpoints,
      head,
      origin: key.name,
      keys: [key],
      outside,
      devices: { signedText },
      onEvent: (envelope) => feeder.feed(envelope),
    });
    if (feeder.fault) faults.push(feeder.fault);
    // An event that cannot be read is a fault already, and what it would have changed is not known.
    for (const replay of feeder.events === report.events && !feeder.fault ? replays : []) {
      const { differences, ...check } = await replay.compare(source);
      replayed.push(check);
      faults.push(...differences.map((difference) => projectionFault(check.name, difference)));
    }
  } catch (error) {
    if (!(error instanceof LedgerUnreadable)) throw error;
    faults.push({ class: error.fault, pos: null, message: error.message });
  }
  return conclude(report, faults, replayed, key.name);
}

const NOTHING_READ: VerifyReport = {
  ok: true,
  events: 0,
  checkpoints: 0,
  signedSize: 0,
  root: "",
  firstBadPos: null,
  faults: [],
  faultsFound: 0,
};

/** What is wrong with the log explains what is wrong with the read models, so it comes first. */
function conclude(
  report: VerifyReport,
  found: readonly Fault[],
  replayed: LedgerReport["replayed"],
  origin: string,
): LedgerReport {
  const faults = [
    ...report.faults,
    ...found.toSorted((a, b) => (a.pos ?? Infinity) - (b.pos ?? Infinity) || 0),
  ];
  return {
    ...report,
    ok: faults.length === 0,
    origin,
    faults,
    faultsFound: report.faultsFound + found.length,
    firstBadPos: faults[0]?.pos ?? null,
    replayed,
    exitCode: exitCodeOf(faults),
  };
}

const projectionFault = (name: string, { table, key, kind, detail, pos }: RowDifference): Fault => ({
  class: "projection",
  pos,
  message: `read model ${name}, table ${table}, row ${key.join("/")} ${kind}: ${detail}`,
});

/** Feeds the replays with what the verifier reads, so that the log is read once. */
class Feeder {
  events = 0;
  fault: Fault | null = null;
  constructor(private readonly replays: readonly Replay[], private readonly facts: FactRegistry) {}

  feed(envelope: Envelope): void {
    this.events += 1;
    if (this.fault !== null) return;
    try {
      const event = recordedFrom(envelope, this.facts);
      for (const replay of this.replays) replay.feed(event);
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 200) : String(error);
      this.fault = {
        class: "projection",
        pos: envelope.pos,
        message: `no read model can read this event: ${why}`,
      };
    }
  }
}
