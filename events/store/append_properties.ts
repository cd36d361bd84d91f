import assert from "node:assert/strict";
import fc from "fast-check";
import type { Result } from "../../kernel/result.ts";
import { appendLeaves, emptyFrontier, root } from "../log/merkle.ts";
import type { Subject } from "./conformance.ts";
import { newTenant, noted, openShops, request } from "./testing.ts";
import type { Appended, AppendRefusal, TenantStore } from "./types.ts";

interface Step {
  /** Which of a few commands; the same one may be asked by several callers, with the same or another content. */
  readonly command: number;
  readonly content: number;
  readonly streams: readonly number[];
  /** What the caller believes of its streams, right or wrong; null asks the log first. */
  readonly expected: number | null;
  /** Turns of the event loop before asking, so that callers meet in every way. */
  readonly pause: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  command: fc.nat(11),
  content: fc.nat(1),
  streams: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
  expected: fc.option(fc.nat(3)),
  pause: fc.nat(3),
});
/** Callers one beside the other, each doing its steps one after the other. */
const callers = fc.array(fc.array(step, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

interface Asked {
  readonly step: Step;
  readonly result: Result<Appended, AppendRefusal>;
}

/** Any interleaving of any callers, in one process or two, leaves one history. */
export function appendProperties(subject: Subject, numRuns: number): void {
  Deno.test({
    name:
      `${subject.name}: any interleaving gives gapless positions, one winner per version, one outcome per command`,
    ignore: subject.ignore ?? false,
    fn: () =>
      fc.assert(
        fc.asyncProperty(callers, async (scripts) => {
          const processes = [await openShops(subject.backend()), await openShops(subject.backend())];
          try {
            const tenant = newTenant();
            await processes[0]!.tenants.create(tenant);
            const stores = await Promise.all(processes.map(({ tenants }) => tenants.get(tenant)));
            const asked = await Promise.all(scripts.map((script, i) => run(stores[i % 2]!, script)));
            await checkHistory(stores[0]!, asked.flat());
          } finally {
            for (const { tenants } of processes) await tenants.close();
          }
        }),
        { numRuns },
      ),
  });
}

async function run(store: TenantStore, script: readonly Step[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const step of script) {
    for (let turn = 0; turn < step.pause; turn++) await new Promise((resolve) => setImmediate(resolve));
    const streams = step.streams.map((n) => `stream-${n}`);
    const known = await Promise.all(
      streams.map(async (s) => step.expected ?? (await store.stream(s)).length),
    );
    const result = await store.append(request({
      command: `command-${step.command}`,
      hash: step.content,
      outcome: `${step.command}/${step.content}/${streams}`,
      events: streams.map((stream) => noted(stream, 1)),
      expected: Object.fromEntries(streams.map((stream, i) => [stream, known[i]!])),
    }));
    asked.push({ step, result });
  }
  return asked;
}

async function checkHistory(store: TenantStore, asked: readonly Asked[]): Promise<void> {
  const events = await store.read({ limit: 1_000 });
  assert.deepEqual(events.map(({ pos }) => pos), events.map((_, i) => i + 1), "positions are gapless");
  const versions = new Map<string, number>();
  for (const { stream, ver } of events) {
    assert.equal(ver, (versions.get(stream) ?? 0) + 1, "one winner per version");
    versions.set(stream, ver);
  }
  const bodies = await store.bodies(1, 1_000);
  const tree = appendLeaves(emptyFrontier(), 0, bodies.map(({ leaf }) => leaf));
  assert.deepEqual(await store.head(), { size: events.length, root: root(tree, events.length) });
  const total = await store.db.first<{ events: number }>("SELECT events FROM note_total");
  assert.equal(total?.events ?? 0, events.length, "the read model saw every event once");

  const byCommand = Map.groupBy(asked, ({ step }) => step.command);
  for (const [command, same] of byCommand) checkCommand(command, same, events);
}

function checkCommand(
  command: number,
  same: readonly Asked[],
  events: readonly { cmd: string; pos: number }[],
): void {
  const written = events.filter(({ cmd }) => cmd === `command-${command}`).map(({ pos }) => pos);
  const taken = same.flatMap(({ step, result }) => result.ok ? [{ step, ...result.value }] : []);
  assert.equal(taken.filter(({ repeated }) => !repeated).length, taken.length === 0 ? 0 : 1, "one effect");
  assert.equal(new Set(taken.map(({ step }) => step.content)).size, Math.min(1, taken.length), "one content");
  for (const { firstPos, lastPos, outcome } of taken) {
    assert.deepEqual([firstPos, lastPos, outcome], [written[0], written.at(-1), taken[0]!.outcome]);
  }
  assert.equal(written.length === 0, taken.length === 0, "nothing is written for a refusal");
  for (const { step, result } of same) {
    if (result.ok || result.error.type === "VersionConflict") continue;
    assert.equal(result.error.type, "CommandReused");
    assert.notEqual(step.content, taken[0]!.step.content);
  }
}
