/** Puts a path below a base path. `""`, `"/"` and `"*"` are the root as a base. */
export function joinPath(base: string, path: string): string {
  const root = base === "/" || base === "*" ? "" : base;
  if (root === "") return path;
  if (path === "/" || path === "") return root;
  // Everything below the base, and the base itself.
  return path === "*" ? `${root}{/*}?` : root + path;
}

/** The folders of a path. A trailing wildcard scopes to the folder it stands in. */
export function scopeSegments(path: string): string[] {
  return path.replace(/\{\/\*\}\?$|\*$/, "").split("/").filter((segment) => segment !== "");
}

/**
 * URL pattern of a route file, from its path without extension, e.g. `blog/[slug]/index` → `/blog/:slug`.
 * Throws a `SyntaxError` on a name that could not be matched without doubt.
 */
export function fileToPattern(path: string): string {
  const folders = path.split("/").filter((part) => part !== "" && !isGroup(part));
  if (folders.at(-1) === "index") folders.pop();
  const pattern = folders.map((part) => folderToPattern(part, path)).join("");
  return pattern === "" ? "/" : pattern;
}

export function isGroup(part: string): boolean {
  return part.startsWith("(") && part.endsWith(")");
}

const REST = /^\[\.\.\.(\w+)\]$/u;
const OPTIONAL = /^\[\[(\w+)\]\]$/u;
const PARAM = /\[(\w+)\]/gu;

function folderToPattern(part: string, path: string): string {
  const rest = REST.exec(part);
  if (rest) return `/:${rest[1]}*`;
  const optional = OPTIONAL.exec(part);
  if (optional) return `{/:${optional[1]}}?`;
  if (part.includes("][")) throw invalid(path, "two parameters need some character between them");
  if (part.includes("[[") || part.includes("]]")) {
    throw invalid(path, "an optional parameter is a whole folder");
  }
  const pattern = part.replace(PARAM, ":$1");
  if (/[[\]]/.test(pattern)) throw invalid(path, "unbalanced brackets");
  return `/${pattern}`;
}

function invalid(path: string, reason: string): SyntaxError {
  return new SyntaxError(`Invalid route file name "${path}": ${reason}`);
}
