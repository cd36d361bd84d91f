/** `deno task simulate`: as many seeds as one has patience for. The test run has the first 200. */
import { HELP_OPTION, print, printJson, readFlags, runCli, UsageError } from "../../scripts/cli.ts";
import { messageOf } from "../../kernel/thrown.ts";
import { allTurnRed } from "./mutate.ts";
import { type Lived, simulate } from "./simulate.ts";

const HELP = `Usage: deno task simulate [--seeds <number>] [--from <number>] [--until-broken] [--json]
       deno task simulate --mutate

Lives through so many small shops, each with tablets that lose their network, their power and their clock, and holds
the ledger against books that were kept beside it. Ends with 0, or with 1 where a seed broke something.

  --seeds <number>  How many (default 200; 5,000 is a night's work)
  --from <number>   The first of them (default 1)
  --until-broken    Stops at the first that broke
  --mutate          Takes one safeguard after another out of a copy of the program, and sees that the simulation notices
  --json            Everything of each seed
  --help            This`;

const OPTIONS = {
  ...HELP_OPTION,
  seeds: { type: "string" },
  from: { type: "string" },
  "until-broken": { type: "boolean" },
  mutate: { type: "boolean" },
  json: { type: "boolean" },
} as const;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, OPTIONS);
  if (flags.help) {
    print(HELP);
    return 0;
  }
  if (flags.mutate) return await allTurnRed() ? 0 : 1;
  const from = whole(flags.from, "--from", 1), count = whole(flags.seeds, "--seeds", 200);
  const broken: number[] = [], lived: Lived[] = [];
  for (let seed = from; seed < from + count; seed++) {
    try {
      lived.push(await simulate(seed, { arrivalOrder: true }));
      if (flags.json) printJson(lived.at(-1));
    } catch (error) {
      broken.push(seed);
      print(`${messageOf(error)}\n${messageOf((error as Error).cause)}`);
      if (flags["until-broken"]) break;
    }
  }
  const sum = (of: (one: Lived) => number) => lived.reduce((all, one) => all + of(one), 0);
  if (!flags.json) {
    print(
      `${lived.length} seeds held: ${sum(({ sales }) => sales)} sales, ${
        sum(({ commands }) => commands)
      } commands, ${sum(({ restores }) => restores)} restored servers`,
    );
  }
  if (broken.length > 0) print(`${broken.length} broke: ${broken.join(", ")}. Add them to kept_seeds.ts`);
  return broken.length === 0 ? 0 : 1;
}

function whole(text: string | undefined, flag: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new UsageError(`${flag} takes a whole number from 1, not "${text}"`);
  }
  return Number(text);
}

if (import.meta.main) await runCli(main);
