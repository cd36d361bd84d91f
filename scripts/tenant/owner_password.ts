import { UsageError } from "../cli.ts";

const VARIABLE = "CASERITO_OWNER_PASSWORD";
/** NIST SP 800-63B §5.1.1.1; the upper bound is that of signing in. */
const MIN = 8, MAX = 200;

export const ownerPassword = (): Promise<string> => passwordFrom(VARIABLE, "de la dueña");

/** From the environment, or the first line of standard input. Never a flag: flags stand in the list of processes. */
export async function passwordFrom(variable: string, whose: string): Promise<string> {
  const password = Deno.env.get(variable) ?? await firstLine();
  if (password.length >= MIN && password.length <= MAX) return password;
  throw new UsageError(
    password === ""
      ? `Falta la clave ${whose}: ponla en ${variable}, o pásala por la entrada en una línea`
      : `La clave ${whose} lleva de ${MIN} a ${MAX} letras. Cámbiala en ${variable} o en la entrada`,
  );
}

/** Nothing at a terminal, where what is typed would be seen. */
async function firstLine(): Promise<string> {
  if (Deno.stdin.isTerminal()) return "";
  let text = "";
  for await (const piece of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes("\n") || text.length > MAX) break;
  }
  return text.split(/\r?\n/)[0] ?? "";
}
