import { err, ok, type Result } from "../../../kernel/result.ts";
import type { PrintFault } from "./ways.ts";

/** The last part of a problem's type (api/print_at.ts). */
const FAULTS: Readonly<Record<string, PrintFault>> = {
  "printing-elsewhere": "elsewhere",
  "printer-not-set": "no_address",
  "printer-off": "off",
  "printer-refused": "not_printer",
  "printer-paper": "paper",
  "printer-cover": "cover",
  "printer-cut": "cut",
  "not-found": "unsent",
};

/** Asks the server to print in the shop's network, as this device or as whoever is signed in. `askedId` makes a repetition of the same request no second paper. */
export async function printOverServer(
  path: string,
  askedId: string,
  credential: string | null = null,
): Promise<Result<void, PrintFault>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: "POST",
      headers: {
        "idempotency-key": askedId,
        accept: "application/json",
        ...credential && { authorization: `Bearer ${credential}` },
      },
    });
    if (response.ok) return ok(undefined);
    const problem = await response.json() as { readonly type?: string };
    return err(FAULTS[problem.type?.split("/").at(-1) ?? ""] ?? "no_network");
  } catch {
    return err("no_network");
  }
}
