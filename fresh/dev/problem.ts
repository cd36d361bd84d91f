import { fileURLToPath } from "node:url";
import type { BuildFailure } from "esbuild";
import { resolve } from "node:path";
import type { DevProblem } from "./protocol.ts";

/** An error thrown while a page was made. */
export function problemOfError(error: unknown, root: string): DevProblem {
  if (!(error instanceof Error)) return { title: "Thrown", message: String(error), place: null, stack: null };
  const stack = error.stack ?? "";
  return {
    title: error.name,
    message: summaryOf(error.message),
    place: placeIn(stack, root),
    stack: framesOf(stack),
  };
}

/** What the bundler says; its first error. */
export function problemOfBundle(error: unknown, root: string): DevProblem {
  if (!isBuildFailure(error)) return problemOfError(error, root);
  const [first] = error.errors;
  const at = first?.location;
  return {
    title: "The islands could not be bundled",
    message: error.errors.map(({ text }) => text).join("\n"),
    place: at ? { file: resolve(root, at.file), line: at.line, column: at.column + 1 } : null,
    stack: null,
  };
}

/** Why a server ended before it could answer, from what it wrote last. */
export function problemOfCrash(log: string, root: string): DevProblem {
  const plain = withoutColours(log).trim();
  const start = plain.lastIndexOf("error: ");
  const text = start < 0 ? plain : plain.slice(start + "error: ".length);
  const lines = text.split("\n");
  const firstFrame = lines.findIndex((line) => /^\s+at /.test(line));
  const message = (firstFrame < 0 ? lines : lines.slice(0, firstFrame)).join("\n").trim();
  return {
    title: "The server could not start",
    message: summaryOf(message) || "It ended without a message.",
    place: placeIn(text, root),
    stack: framesOf(text),
  };
}

/** The first place in our own files that a text names. Deno writes places in the TypeScript source. */
function placeIn(text: string, root: string): DevProblem["place"] {
  for (const [, url, line, column] of text.matchAll(/(file:\/\/[^\s)]+?):(\d+):(\d+)/g)) {
    const file = fileURLToPath(url!);
    if (file.startsWith(root + "/") && !file.includes("/node_modules/")) {
      return { file, line: Number(line), column: Number(column) };
    }
  }
  return null;
}

/** Without the source that Deno puts below a syntax error: the page shows it larger. */
function summaryOf(message: string): string {
  return message.split(/\n +\|\n/, 1)[0]!;
}

function framesOf(stack: string): string | null {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
  return frames.length > 0 ? frames.join("\n") : null;
}

function withoutColours(text: string): string {
  // deno-lint-ignore no-control-regex -- that is what colours are made of
  return text.replace(/\u001b\[[\d;]*m/g, "");
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
