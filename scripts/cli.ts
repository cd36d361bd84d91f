import { parseArgs, type ParseArgsConfig } from "node:util";
import { EnvironmentError } from "../config.ts";
import { messageOf } from "../kernel/thrown.ts";

/** Exit codes as sysexits.h has them; 0 and the codes of `ledger verify` are the command's own. */
export const EXIT = { failed: 1, usage: 64, noInput: 66, cannotCreate: 73, config: 78 } as const;

/** Ends the program with words for the person and a code. Not a bug, so without a trace. */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(readonly code: number, message: string) {
    super(message);
  }
}

/** A wrong flag: names it and the way out. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(EXIT.usage, message);
  }
}

const encoder = new TextEncoder();
function write(to: typeof Deno.stdout | typeof Deno.stderr, text: string): void {
  for (let bytes = encoder.encode(text); bytes.length > 0;) bytes = bytes.subarray(to.writeSync(bytes));
}

export const print = (line: string): void => write(Deno.stdout, `${line}\n`);
export const complain = (line: string): void => write(Deno.stderr, `${line}\n`);
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

type Options = NonNullable<ParseArgsConfig["options"]>;
export const HELP_OPTION = { help: { type: "boolean" } } as const;

/** Reads flags, and says in Spanish which one is wrong. Throws {@link UsageError}. */
export function readFlags<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(flagFault(error));
  }
}

function flagFault(error: unknown): string {
  const message = messageOf(error);
  const code = (error as { code?: string }).code;
  const named = /(--?[\w-]+)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") {
    return `Sobra "${
      /'([^']*)'/.exec(message)?.[1] ?? ""
    }". Las opciones empiezan con --; míralas con --help`;
  }
  return code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE"
    ? `${named} no está completo: lleva un valor, o no lleva ninguno. Mira cómo va con --help`
    : `No conozco ${named}. Mira las opciones con --help`;
}

/** The value of a flag that must be there. */
export function required(value: string | undefined, flag: string, example: string): string {
  if (value === undefined || value === "") {
    throw new UsageError(`Falta ${flag}. Por ejemplo: ${flag} ${example}`);
  }
  return value;
}

/** A whole number above zero, or nothing where the flag was left out. */
export function wholeNumber(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d{1,15}$/.test(value) || number < 1) {
    throw new UsageError(`${flag} lleva un número entero desde 1, no "${value}"`);
  }
  return number;
}

export type Main = (args: readonly string[]) => Promise<number>;

/** The orders of a program, each loaded only when it is asked for. Throws {@link UsageError} for one it does not have. */
export async function runOrder(
  [name = "--help", ...args]: readonly string[],
  help: string,
  orders: Readonly<Record<string, () => Promise<{ readonly main: Main }>>>,
): Promise<number> {
  if (name === "--help") {
    print(help);
    return 0;
  }
  const order = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (!order) throw new UsageError(`No conozco la orden "${name}". Mira las que hay con --help`);
  return await (await order()).main(args);
}

/** Runs a program of `scripts/` and ends with its code. Words for a person where it was their turn to know. */
export async function runCli(main: Main): Promise<never> {
  Deno.exit(await exitCode(main, Deno.args));
}

export async function exitCode(
  main: Main,
  args: readonly string[],
): Promise<number> {
  try {
    return await main(args);
  } catch (error) {
    if (error instanceof CliError) {
      complain(error.message);
      return error.code;
    }
    if (error instanceof EnvironmentError) {
      complain(error.message);
      return EXIT.config;
    }
    throw error;
  }
}
