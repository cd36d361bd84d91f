import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { SCRIPT_PATH } from "./live_reload.ts";
import type { DevProblem } from "./protocol.ts";

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 72rem; margin: 3rem auto; padding: 0 1.5rem; }
  h1 { font-size: 1rem; font-weight: 600; color: #b3261e; margin: 0; }
  .message { font-size: 1.25rem; font-weight: 600; white-space: pre-wrap; margin: .25rem 0 1.5rem; }
  pre { overflow-x: auto; padding: 1rem; border: 1px solid #8884; border-radius: 10px; font: 14px/1.6 ui-monospace, monospace; }
  .line { display: block; } .line b { font-weight: inherit; opacity: .5; user-select: none; }
  .hit { background: #b3261e22; } .caret { color: #b3261e; font-weight: 700; }
  .stack { opacity: .75; }
`;

/** A page that shows an error with its source, and reloads itself when something is saved. */
export async function errorPage(problem: DevProblem, root: string): Promise<Response> {
  const { place } = problem;
  const source = place ? await readFile(place.file, "utf8").catch(() => null) : null;
  const frame = place && source !== null
    ? `<p>${escape(relative(root, place.file))}:${place.line}:${place.column}</p><pre class="frame">${
      codeFrame(source, place.line, place.column)
    }</pre>`
    : "";
  const stack = problem.stack ? `<pre class="stack">${escape(problem.stack)}</pre>` : "";
  const html =
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>${escape(problem.title)}</title>` +
    `<style>${STYLE}</style></head><body><h1>${escape(problem.title)}</h1>` +
    `<p class="message">${escape(problem.message)}</p>${frame}${stack}` +
    `<script type="module" src="${SCRIPT_PATH}"></script></body></html>`;
  return new Response(html, {
    status: 500,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

const AROUND = 4;

/** The lines around a place, numbered, as HTML; a caret stands below the column. */
export function codeFrame(source: string, line: number, column: number): string {
  const lines = source.split("\n");
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  let html = "";
  for (let n = first; n <= last; n++) {
    const number = `<b>${String(n).padStart(width)} | </b>`;
    html += `<span class="line${n === line ? " hit" : ""}">${number}${escape(lines[n - 1]!)}</span>`;
    if (n === line) {
      html += `<span class="line"><b>${" ".repeat(width)} | </b>${
        " ".repeat(column - 1)
      }<span class="caret">^</span></span>`;
    }
  }
  return html;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
