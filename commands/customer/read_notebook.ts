import { type Centimos, parseSoles } from "../../kernel/money.ts";
import { searchKey } from "../../kernel/search.ts";

export type NotebookFault = "no_name" | "no_amount" | "not_positive" | "name_long" | "repeated";

/** One line of a pasted notebook: `Rosa del 302   S/ 35.50`. */
export type NotebookLine =
  | { readonly line: number; readonly text: string; readonly fault: NotebookFault }
  | { readonly line: number; readonly name: string; readonly key: string; readonly amountCentimos: Centimos };

export const NOTEBOOK_MAX = 300;
const NAME_MAX = 80;

/** The amount is the last thing that looks like money; all before it is the name, whatever parts the two, a dash too. */
const LINE = /^(.*?)[\s,;:|\t=-]*(?:s\/\.?\s*|s\.\s*|pen\s*)?([\d.,]*\d)\s*(?:soles|sol|pen)?\s*$/i;

/** Reads what was typed or pasted, in any of the ways people write a list. Empty lines and a line of headings are passed over. */
export function readNotebook(text: string): NotebookLine[] {
  const keys = new Set<string>();
  return text.normalize("NFC").split(/\r?\n/).flatMap((raw, i): NotebookLine[] => {
    const line = raw.replace(/\p{Cc}/gu, " ").trim();
    if (line === "" || (i === 0 && /nombre|cliente/i.test(line) && !/\d/.test(line))) return [];
    const read = readLine(line);
    if (typeof read === "string") return [{ line: i + 1, text: line, fault: read }];
    if (keys.has(read.key)) return [{ line: i + 1, text: line, fault: "repeated" }];
    keys.add(read.key);
    return [{ line: i + 1, ...read }];
  });
}

function readLine(text: string): NotebookFault | { name: string; key: string; amountCentimos: Centimos } {
  const parts = LINE.exec(text);
  if (!parts) return "no_amount";
  const name = parts[1]!.replace(/\s+/g, " ").trim(), amountCentimos = amountOf(parts[2]!);
  if (amountCentimos === null) return "no_amount";
  const key = searchKey(name);
  if (key === "") return "no_name";
  if (name.length > NAME_MAX) return "name_long";
  return amountCentimos > 0 ? { name, key, amountCentimos } : "not_positive";
}

/** `1,234.50`, `1.234,50`, `35,5`: the last sign before one or two digits parts the céntimos. */
function amountOf(text: string): Centimos | null {
  const cents = /^([\d.,]*?)[.,](\d{1,2})$/.exec(text);
  const [whole, part] = cents ? [cents[1]!, cents[2]!] : [text, ""];
  return parseSoles(`${whole.replace(/[.,]/g, "") || "0"}.${part.padEnd(2, "0")}`);
}
