/** What a program of `scripts/` printed, and its exit code. */
export interface ScriptRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const ROOT = new URL("../..", import.meta.url);

/** Starts a real program of `scripts/` as its task does; `flags` are Deno's own. */
export const scriptCommand = (
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: Deno.CommandOptions & { readonly permissions?: string } = {},
): Deno.Command => {
  const { permissions = "cli", ...rest } = options;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", `-P=${permissions}`, `scripts/${script}.ts`, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    ...rest,
  });
};

export async function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ScriptRun> {
  const { code, stdout, stderr } = await scriptCommand(script, args, env).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
