import type { PulledProduct, PushCommand, PushRequest, PushResponse, PushResult } from "../../kernel/sync.ts";
import { commandHash } from "../../kernel/device_signature.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { instantOf } from "../../kernel/time.ts";

/** Test support: a server that holds tills to the push contract (kernel/sync) and remembers all it applied. */
export class FakeServer {
  readonly applied: { readonly deviceId: string; readonly command: PushCommand }[] = [];
  readonly #lastSeq = new Map<string, number>();
  /** Breaks of the chain of hashes, in words. */
  readonly faults: string[] = [];

  lastSeqOf(deviceId: string): number {
    return this.#lastSeq.get(deviceId) ?? 0;
  }

  /** As a backup from when it knew only the first `count` commands. */
  restore(count: number): void {
    this.applied.splice(count);
    this.#lastSeq.clear();
    for (const { deviceId, command } of this.applied) this.#lastSeq.set(deviceId, command.seq);
  }

  async answer({ deviceId, baseSeq, commands }: PushRequest): Promise<Response> {
    let last = this.lastSeqOf(deviceId);
    const first = commands[0]?.seq ?? baseSeq + 1;
    if (first > last + 1) return Response.json({ type: "SequenceGap", expected: last + 1 }, { status: 409 });
    const results: PushResult[] = [];
    for (const command of commands) {
      const known = this.applied.some((other) => other.command.cmdId === command.cmdId);
      if (!known) {
        const before = this.applied.findLast((other) => other.deviceId === deviceId)?.command;
        const prev = before ? await commandHash(before) : null;
        if (command.prevHash !== prev) this.faults.push(`${command.seq} does not follow ${before?.seq}`);
        this.applied.push({ deviceId, command });
      }
      last = Math.max(last, command.seq);
      results.push({
        cmdId: command.cmdId,
        seq: command.seq,
        status: known ? "duplicate" : "applied",
        code: null,
      });
    }
    this.#lastSeq.set(deviceId, last);
    const serverTime = instantOf(Date.UTC(2026, 10, 22, 15));
    const body: PushResponse = { lastSeq: last, results, serverTime, lease: null };
    return Response.json(body);
  }
}

export const requestOf = (init: RequestInit): PushRequest => JSON.parse(String(init.body)) as PushRequest;

export const INCA_KOLA: PulledProduct = {
  id: "0193a000-0000-7000-8000-000000000001",
  name: "Inca Kola 500 ml",
  barcodes: ["7759173000142"],
  code: null,
  unit: "unidad",
  priceCentimos: centimos(350),
  costCentimos: centimos(295),
  taxClass: "gravado",
  category: "Bebidas",
  favourite: true,
  onHand: quantity(24_000),
};

export const POLLO: PulledProduct = {
  ...INCA_KOLA,
  id: "0193a000-0000-7000-8000-000000000002",
  name: "Pollo entero fresco",
  barcodes: [],
  code: "123",
  unit: "kg",
  priceCentimos: centimos(990),
  category: "Carnes",
  favourite: false,
};
