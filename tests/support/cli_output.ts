import { exitCode } from "../../scripts/cli.ts";

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of `scripts/` in this process, with what it prints kept. */
export async function runMain(
  main: (args: readonly string[]) => Promise<number>,
  ...args: readonly string[]
): Promise<CliRun> {
  const decoder = new TextDecoder(), kept = { stdout: "", stderr: "" };
  const streams = ["stdout", "stderr"] as const;
  const originals = streams.map((name) => Deno[name].writeSync);
  for (const name of streams) {
    Deno[name].writeSync = (bytes) => {
      kept[name] += decoder.decode(bytes, { stream: true });
      return bytes.length;
    };
  }
  try {
    return { code: await exitCode(main, args), out: kept.stdout, err: kept.stderr };
  } finally {
    streams.forEach((name, i) => Deno[name].writeSync = originals[i]!);
  }
}
