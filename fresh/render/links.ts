/** How a link stands to the page it is shown on: the page itself, a page above it, or neither. */
export type LinkMatch = "current" | "ancestor" | null;

/** Compares paths without their trailing slash; query and fragment do not count. Called for every link. */
export function matchLink(pagePath: string, href: string): LinkMatch {
  const target = trimSlash(withoutQuery(href));
  if (target === "/") return trimSlash(pagePath) === "/" ? "current" : "ancestor";
  if (!pagePath.startsWith(target)) return null;
  const rest = pagePath.length - target.length;
  if (rest === 0 || (rest === 1 && pagePath.endsWith("/"))) return "current";
  return pagePath[target.length] === "/" ? "ancestor" : null;
}

/** The attributes that Fresh documents for active links. */
export function linkAttributes(match: LinkMatch): Record<string, string> | null {
  if (match === "current") return { "data-current": "true", "aria-current": "page" };
  if (match === "ancestor") return { "data-ancestor": "true", "aria-current": "true" };
  return null;
}

function withoutQuery(href: string): string {
  const query = href.indexOf("?");
  const path = query < 0 ? href : href.slice(0, query);
  const fragment = path.indexOf("#");
  return fragment < 0 ? path : path.slice(0, fragment);
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
