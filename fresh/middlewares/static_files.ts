import type { ContentEncoding, StaticFileEntry } from "../build_cache.ts";
import { type Context, getInternals } from "../context.ts";
import type { Middleware } from "../middleware.ts";

/** Query parameter by which `asset()` names the build that a URL was made for. */
const ASSET_CACHE_BUST_KEY = "__frsh_c";

const FOREVER = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";

/**
 * Serves the files of the build and of `static/`. The build cache knows each of them by its URL path, so
 * that no path made up by a client ever reaches the disk.
 */
export function staticFiles<State>(): Middleware<State> {
  return (ctx) => {
    const { cache } = getInternals(ctx);
    const path = pathBelow(ctx.config.basePath, ctx.url.pathname);
    const file = path === null || path === "/" ? null : cache.file(path);
    if (file !== null) return serve(ctx, file);
    // Browsers ask for it by themselves; a whole error page would be wasted on them.
    if (path === "/favicon.ico") return new Response(null, { status: 404 });
    return ctx.next();
  };
}

/** URL parsers resolve plain `..`; encoded ones arrive as they are. */
const CLIMBS = /(?:^|[/\\])\.\.(?:[/\\]|$)|[\0\\]/;

/** Decoded path below the base path; null where it is not below it, or is no valid UTF-8. */
function pathBelow(basePath: string, pathname: string): string | null {
  if (!pathname.startsWith(basePath)) return null;
  const path = pathname.slice(basePath.length);
  if (!path.startsWith("/")) return null;
  if (!path.includes("%")) return path;
  try {
    const decoded = decodeURIComponent(path);
    return CLIMBS.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

async function serve<State>(ctx: Context<State>, file: StaticFileEntry): Promise<Response> {
  const { req, url } = ctx;
  if (req.method !== "GET" && req.method !== "HEAD") {
    return new Response("Method Not Allowed", { status: 405, headers: { Allow: "GET, HEAD" } });
  }
  const { buildId, dev } = getInternals(ctx).cache;
  const bust = url.searchParams.get(ASSET_CACHE_BUST_KEY);
  if (bust !== null && bust !== buildId) {
    // A page of an older build: without the key the file is served, but not kept for ever.
    const plain = new URL(url);
    plain.searchParams.delete(ASSET_CACHE_BUST_KEY);
    return new Response(null, { status: 307, headers: { location: plain.pathname + plain.search } });
  }

  const keep = !dev && (file.immutable || bust !== null);
  const headers = new Headers({
    "Content-Type": file.contentType,
    "Cache-Control": keep ? FOREVER : REVALIDATE,
    "Vary": "Accept-Encoding",
  });
  if (file.hash !== null) {
    headers.set("ETag", `W/"${file.hash}"`);
    if (holds(req.headers.get("If-None-Match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
  }
  const { body, encoding } = await file.read(preferredEncoding(req.headers.get("Accept-Encoding")));
  if (encoding !== "identity") headers.set("Content-Encoding", encoding);
  headers.set("Content-Length", String(body.byteLength));
  return new Response(req.method === "HEAD" ? null : body, { headers });
}

/** Weak comparison of RFC 9110 §13.1.2: the encodings of one file are one entity here. */
function holds(ifNoneMatch: string | null, hash: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(",").some((tag) => {
    const bare = tag.trim().replace(/^W\//, "");
    return bare === "*" || bare === `"${hash}"`;
  });
}

/** Brotli if the client takes it, then gzip. What it gives the weight 0 it refuses (RFC 9110 §12.5.3). */
function preferredEncoding(accept: string | null): ContentEncoding {
  if (accept === null) return "identity";
  const weights = new Map<string, number>();
  for (const part of accept.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)));
  }
  const takes = (name: string): boolean => (weights.get(name) ?? weights.get("*") ?? 0) > 0;
  return takes("br") ? "br" : takes("gzip") ? "gzip" : "identity";
}
