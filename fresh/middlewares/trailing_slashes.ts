import type { Middleware } from "../middleware.ts";

/** Redirects so that paths always or never end with a slash. The root path is left as it is. */
export function trailingSlashes<State>(mode: "always" | "never"): Middleware<State> {
  return (ctx) => {
    const { pathname, search } = ctx.url;
    const ends = pathname.endsWith("/");
    if (pathname !== "/" && mode === "always" && !ends) return ctx.redirect(`${pathname}/${search}`);
    if (pathname !== "/" && mode === "never" && ends) return ctx.redirect(pathname.slice(0, -1) + search);
    return ctx.next();
  };
}
