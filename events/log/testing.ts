import { instantOf } from "../../kernel/time.ts";
import type { Envelope } from "./envelope.ts";

/** An envelope that is right in all, for tests to bend. */
export function anEnvelope(changes: Partial<Envelope> = {}): Envelope {
  return {
    v: 1,
    log: "caserito.test/t/lucha",
    pos: 1,
    stream: "sale-1",
    ver: 1,
    id: "0198c0de-0000-7000-8000-0000000000aa",
    type: "SaleRegistered",
    sv: 1,
    recordedAt: instantOf(1_795_388_700_123),
    occurredAt: instantOf(1_795_388_700_000),
    actor: { kind: "person", id: "0198c0de-0000-7000-8000-0000000000bb" },
    cmd: "0198c0de-0000-7000-8000-0000000000cc",
    dev: null,
    data: { totalCentimos: 1250 },
    pii: [],
    ...changes,
  };
}
