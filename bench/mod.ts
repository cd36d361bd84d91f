/** `deno task bench`: figures beside the least that any program would have to do, in the same run. */
import { HELP_OPTION, print, printJson, readFlags, runCli, UsageError } from "../scripts/cli.ts";
import { type Figure, type Lab, measure } from "./measure.ts";
import { type Line, lineOf, machine, table } from "./report.ts";
import { MATCHING } from "./matching.ts";
import { MEMORY } from "./memory.ts";
import { PUSHING } from "./pushing.ts";
import { REBUILD } from "./rebuilding.ts";
import { RENDERING } from "./rendering.tsx";
import { SWITCH } from "./switch.ts";
import { TILL } from "./till.ts";
import { VERIFYING } from "./verifying.ts";
import { WRITING } from "./writing.ts";

const FIGURES: readonly Figure[] = [
  ...WRITING,
  ...PUSHING,
  REBUILD,
  ...VERIFYING,
  ...RENDERING,
  ...SWITCH,
  ...TILL,
  MATCHING,
  MEMORY,
];

const HELP = `Usage: deno task bench [--only <name>] [--scale <number>] [--dir <folder>] [--json]

  --only <name>     One figure, or all whose name begins so. Can be repeated:
                    ${FIGURES.map(({ name }) => name).join(", ")}
  --scale <number>  Size of the work; 1 is what is published, 0.1 is a quick look
  --dir <folder>    Where to write: the disk that is measured (default: the system's folder for temporary files)
  --json            Everything as JSON, each sample included
  --help            This`;

const OPTIONS = {
  ...HELP_OPTION,
  only: { type: "string", multiple: true },
  scale: { type: "string" },
  dir: { type: "string" },
  json: { type: "boolean" },
} as const;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, OPTIONS);
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const figures = chosen(flags.only), scale = readScale(flags.scale);
  const root = await Deno.makeTempDir({ prefix: "caserito-bench-", ...flags.dir && { dir: flags.dir } });
  try {
    const lines: Line[] = [];
    for (const figure of figures) {
      if (!flags.json) progress(`${figure.name} …`);
      lines.push(lineOf(await measure(figure, await labOf(root, figure.name, scale))));
    }
    const about = machine(root);
    if (flags.json) printJson({ machine: about, scale, figures: lines });
    else tell(about, scale, lines);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
  return 0;
}

async function labOf(root: string, name: string, scale: number): Promise<Lab> {
  const dir = `${root}/${name}`;
  await Deno.mkdir(dir);
  return { dir, scale };
}

function chosen(only: readonly string[] = []): readonly Figure[] {
  const unknown = only.find((name) => !FIGURES.some((figure) => figure.name.startsWith(name)));
  if (unknown !== undefined) throw new UsageError(`There is no figure "${unknown}". See --help`);
  return only.length === 0
    ? FIGURES
    : FIGURES.filter((figure) => only.some((name) => figure.name.startsWith(name)));
}

function readScale(text = "1"): number {
  const scale = Number(text);
  if (!(scale > 0 && scale <= 100)) throw new UsageError(`--scale takes a number above 0, not "${text}"`);
  return scale;
}

/** On a line that the next one overwrites, and never into a pipe. */
function progress(text: string): void {
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}

function tell(about: Readonly<Record<string, string>>, scale: number, lines: readonly Line[]): void {
  progress("");
  for (const [name, value] of Object.entries(about)) print(`${name.padEnd(11)}${value}`);
  if (scale !== 1) print(`scale      ${scale}: not the size that is published and that the aims are for`);
  print(`\n${table(lines)}\n`);
  print("Medians over interleaved rounds after one to warm up. Bare, in the same rounds, is:");
  for (const [bare, of] of Map.groupBy(lines, ({ beside }) => beside)) {
    print(`  ${bare}\n    for ${of.map(({ name }) => name).join(", ")}`);
  }
}

if (import.meta.main) await runCli(main);
