import { median } from "./statistics.ts";

/** Where a figure may write, and how large it shall be: 1 is the published size. */
export interface Lab {
  readonly dir: string;
  readonly scale: number;
}

/** One thing measured, and beside it the least that any program would have to do for the same. */
export interface Sides {
  /** Both answer in the unit of their figure. */
  ours(round: number): Promise<number>;
  bare(round: number): Promise<number>;
  close(): Promise<void>;
}

export type Aim =
  /** Ours divided by the bare loop. */
  | { readonly kind: "ratio"; readonly atLeast: number; readonly text: string }
  | { readonly kind: "ratioMost"; readonly atMost: number; readonly text: string }
  | { readonly kind: "least"; readonly value: number; readonly text: string }
  | { readonly kind: "most"; readonly value: number; readonly text: string };

export interface Figure {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** What stands beside it, in words. */
  readonly bare: string;
  readonly rounds: number;
  /** No round to warm up: each one is a process of its own, or long enough not to care. */
  readonly cold?: true;
  readonly aims?: readonly Aim[];
  prepare(lab: Lab): Promise<Sides>;
}

export interface Measured {
  readonly figure: Figure;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** p50 of one write and fsync of a page, in ms, taken before each round on the same disk. */
  readonly fsyncMs: readonly number[];
}

/**
 * Rounds of both sides in turn, each second round the other way round, after one that is thrown away: whatever else the
 * machine does falls on both.
 */
export async function measure(figure: Figure, lab: Lab): Promise<Measured> {
  const ours: number[] = [], bare: number[] = [], fsyncMs: number[] = [];
  const sides = await figure.prepare(lab);
  try {
    for (let round = figure.cold ? 1 : 0; round <= figure.rounds; round++) {
      const fsync = await fsyncBaseline(lab.dir);
      const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
      for (const side of order) {
        const value = await sides[side](round);
        if (round > 0) (side === "ours" ? ours : bare).push(value);
      }
      if (round > 0) fsyncMs.push(fsync);
    }
    return { figure, ours, bare, fsyncMs };
  } finally {
    await sides.close();
  }
}

/** How many per second. */
export async function rate(count: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return count * 1000 / (performance.now() - start);
}

/** So many callers who each wait for their answer before they ask again. */
export async function callers<T>(
  count: number,
  jobs: readonly T[],
  work: (job: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: count }, async () => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await work(job);
  }));
}

const PAGE = new Uint8Array(4096).fill(7);
const FSYNCS = 40;

export async function fsyncBaseline(dir: string): Promise<number> {
  const path = `${dir}/fsync`, times: number[] = [];
  using file = await Deno.open(path, { create: true, write: true, truncate: true });
  for (let i = 0; i < FSYNCS; i++) {
    const start = performance.now();
    file.writeSync(PAGE);
    file.syncDataSync();
    times.push(performance.now() - start);
  }
  return median(times);
}
