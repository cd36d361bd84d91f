import { redactedError } from "../../kernel/redact.ts";

/** The one place where the API writes to the log. The answer says nothing of it: it may hold another person's data. */
export function reportBug(where: string, error: unknown): void {
  // deno-lint-ignore no-console -- the log of the server is its standard error
  console.error(`api: ${where}`, redactedError(error));
}
