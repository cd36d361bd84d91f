/** How a link stands to the page it is shown on: the page itself, a page above it, or neither. */
export type LinkMatch = "current" | "ancestor" | null;

/** Compares paths without their trailing slash; query and fragment do not count. */
export function matchLink(pagePath: string, href: string): LinkMatch {
  const target = trimSlash(href.split(/[?#]/, 1)[0] ?? "");
  const page = trimSlash(pagePath);
  if (target === page) return "current";
  return target === "/" || page.startsWith(target + "/") ? "ancestor" : null;
}

/** The attributes that Fresh documents for active links. */
export function linkAttributes(match: LinkMatch): Record<string, string> | null {
  if (match === "current") return { "data-current": "true", "aria-current": "page" };
  if (match === "ancestor") return { "data-ancestor": "true", "aria-current": "true" };
  return null;
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
