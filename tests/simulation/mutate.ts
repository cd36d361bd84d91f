import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { print } from "../../scripts/cli.ts";
import { type Mutation, MUTATIONS } from "./mutations.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Enough to see each of them. */
const SEEDS = 40;

/** The source with one safeguard less. Throws where the place is not there, or more than once. */
export async function mutated({ file, find, replace, what }: Mutation): Promise<string> {
  const source = await Deno.readTextFile(`${ROOT}/${file}`);
  if (source.split(find).length !== 2) throw new Error(`${file} has no one place for: ${what}`);
  return source.replace(find, () => replace);
}

/** Runs the simulation over a copy of the program for each safeguard that is taken out. True where all of them were missed. */
export async function allTurnRed(): Promise<boolean> {
  let all = true;
  for (const mutation of MUTATIONS) {
    const isRed = await turnsRed(mutation);
    print(`${isRed ? "red  " : "GREEN"}  without ${mutation.what}`);
    all &&= isRed;
  }
  return all;
}

async function turnsRed(mutation: Mutation): Promise<boolean> {
  const copy = await Deno.makeTempDir({ prefix: "caserito-mutated-" });
  try {
    for (const path of await sources()) {
      await Deno.mkdir(dirname(`${copy}/${path}`), { recursive: true });
      await Deno.copyFile(`${ROOT}/${path}`, `${copy}/${path}`);
    }
    await Deno.symlink(`${ROOT}/node_modules`, `${copy}/node_modules`);
    await Deno.writeTextFile(`${copy}/${mutation.file}`, await mutated(mutation));
    const args = [
      "run",
      "-P=test",
      "--no-check",
      "tests/simulation/mod.ts",
      "--until-broken",
      `--seeds=${SEEDS}`,
    ];
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: copy, stderr: "inherit" })
      .output();
    const said = new TextDecoder().decode(stdout);
    if (!said.includes("seeds held")) throw new Error(`the copy does not run: ${said.slice(-500)}`);
    return /^1 broke/m.test(said);
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

async function sources(): Promise<string[]> {
  const args = [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "*.ts",
    "*.tsx",
    "*.json",
    "*.sql",
    "deno.lock",
  ];
  const { stdout } = await new Deno.Command("git", { args, cwd: ROOT }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((path) => path !== "");
}
