import type { z } from "zod";
import { err, ok, type Result } from "../../kernel/result.ts";
import { type Fault, FAULTS, type FieldFault, type InvalidInput } from "./faults.ts";

/**
 * Reads an input that nobody vouches for: form fields and API bodies go through the same parser. Each wrong field is
 * named once, with its first fault.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Result<z.output<Schema>, InvalidInput> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  const faults = new Map<string, FieldFault>();
  for (const issue of parsed.error.issues) {
    for (const found of faultsOf(issue)) if (!faults.has(found.field)) faults.set(found.field, found);
  }
  return err({ type: "InvalidInput", faults: [...faults.values()] });
}

function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: fieldOf([...issue.path, key]), fault: "unknown_field" }));
  }
  const value = issue.input;
  const missing = value === undefined || value === null || (typeof value === "string" && value.trim() === "");
  return [{ field: fieldOf(issue.path), fault: missing ? "required" : named(issue.message) ?? "malformed" }];
}

/** Schemas give the fault's name as their message. */
const named = (message: string): Fault | null => FAULTS.find((fault) => fault === message) ?? null;

const fieldOf = (path: readonly PropertyKey[]): string => path.map(String).join(".");
