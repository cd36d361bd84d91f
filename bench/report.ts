import { cpus, release, totalmem } from "node:os";
import type { Aim, Measured } from "./measure.ts";
import { median, medianRatio } from "./statistics.ts";

export interface AimMet {
  readonly text: string;
  readonly met: boolean;
}

/** One line of the table; medians over the rounds. */
export interface Line {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly beside: string;
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  readonly fsyncMs: number;
  readonly aims: readonly AimMet[];
  readonly samples: Pick<Measured, "ours" | "bare" | "fsyncMs">;
}

export function lineOf({ figure, ours, bare, fsyncMs }: Measured): Line {
  const middle = { ours: median(ours), bare: median(bare), ratio: medianRatio(ours, bare) };
  return {
    name: figure.name,
    title: figure.title,
    unit: figure.unit,
    beside: figure.bare,
    ...middle,
    fsyncMs: median(fsyncMs),
    aims: (figure.aims ?? []).map((aim) => ({ text: aim.text, met: isMet(aim, middle) })),
    samples: { ours, bare, fsyncMs },
  };
}

function isMet(aim: Aim, { ours, ratio }: { readonly ours: number; readonly ratio: number }): boolean {
  if (aim.kind === "ratio") return ratio >= aim.atLeast;
  if (aim.kind === "ratioMost") return ratio <= aim.atMost;
  return aim.kind === "least" ? ours >= aim.value : ours <= aim.value;
}

/** What a figure means nothing without. */
export function machine(dir: string): Readonly<Record<string, string>> {
  const [cpu] = cpus();
  return {
    date: Temporal.Now.instant().toString({ smallestUnit: "minute" }),
    cpu: `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${Deno.build.os} ${release()} ${Deno.build.arch}`,
    disk: diskOf(dir),
    runtime: `Deno ${Deno.version.deno}, V8 ${Deno.version.v8}`,
    durability: "WAL, synchronous = FULL: one fsync for each commit, on both sides",
  };
}

/** A file system in memory has no fsync worth the name: whoever reads the figures must see it. */
function diskOf(dir: string): string {
  try {
    const { stdout } = new Deno.Command("df", { args: ["--output=fstype,source", dir] }).outputSync();
    const [, row = ""] = new TextDecoder().decode(stdout).trim().split("\n");
    return row.trim().replace(/\s+/, " on ") || "unknown";
  } catch {
    return "unknown";
  }
}

const COLUMNS = ["figure", "ours", "bare", "ratio", "fsync p50", "aim"] as const;

export function table(lines: readonly Line[]): string {
  const rows = [[...COLUMNS], ...lines.map(cells)];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => [...row[i]!].length)));
  return rows.map((row) =>
    row.map((cell, i) => i === 0 || i === 5 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join("  ")
      .trimEnd()
  ).join("\n");
}

const cells = (line: Line): string[] => [
  `${line.title}, ${line.unit}`,
  number(line.ours),
  number(line.bare),
  line.ratio.toFixed(2),
  `${line.fsyncMs.toFixed(2)} ms`,
  line.aims.map(({ text, met }) => `${text}: ${met ? "yes" : "NO"}`).join("; "),
];

const number = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 1 : 0 });
