import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import { compareRouteFiles } from "./fs_routes.ts";
import { type HandlerByMethod, page } from "./handlers.ts";
import type { Middleware } from "./middleware.ts";
import type { PageProps } from "./route.ts";
import type { FsRouteModule } from "./build_cache.ts";
import { ask, askBody, askText, withBuild, withRoutes } from "./test_support.ts";

interface State {
  seen?: string;
}

const site = (files: Record<string, FsRouteModule>) => withRoutes(new App<State>().fsRoutes(), files);
const text = (content: string) => ({ default: () => <>{content}</> });
const wrap = (name: string) => ({
  default: ({ Component }: PageProps) => (
    <>
      {name}/<Component />
    </>
  ),
});
const mark = (letter: string): Middleware<State> => (ctx) => {
  ctx.state.seen = (ctx.state.seen ?? "") + letter;
  return ctx.next();
};
const showSeen = { handler: (ctx: Context<State>) => ctx.text(ctx.state.seen ?? "") };

Deno.test("fsRoutes: files become routes, and extensions are ignored", async () => {
  const app = site({
    "index.tsx": text("home"),
    "about.ts": text("about"),
    "blog/index.jsx": text("blog"),
    "blog/[slug].js": { default: ({ params }: PageProps) => <>{params.slug}</> },
    "docs/[[version]]/index.tsx": { default: ({ params }: PageProps) => <>v{params.version}</> },
    "old/[...path].tsx": { default: ({ params }: PageProps) => <>{params.path}</> },
  });
  const expected = {
    "/": "home",
    "/about": "about",
    "/blog": "blog",
    "/blog/hola": "hola",
    "/docs": "v",
    "/docs/latest": "vlatest",
    "/old/bar/baz": "bar/baz",
  };
  for (const [path, body] of Object.entries(expected)) assert.equal(await askBody(app, path), body, path);
});

Deno.test("fsRoutes: routes are ordered by how specific they are, whatever the order of the files", async () => {
  const app = site({
    "[...all].tsx": text("all"),
    "shop/[id].tsx": text("id"),
    "shop/[id]/edit.tsx": text("edit"),
    "shop/[[page]]/list.tsx": text("list"),
    "[section]/[id].tsx": text("section"),
    "shop/v[major].tsx": text("version"),
    "shop/new.tsx": text("new"),
  });
  assert.equal(await askBody(app, "/shop/new"), "new");
  assert.equal(await askBody(app, "/shop/v2"), "version");
  assert.equal(await askBody(app, "/shop/7"), "id");
  assert.equal(await askBody(app, "/shop/7/edit"), "edit");
  assert.equal(await askBody(app, "/shop/list"), "id");
  assert.equal(await askBody(app, "/shop/2/list"), "list");
  assert.equal(await askBody(app, "/other/7"), "section");
  assert.equal(await askBody(app, "/other/7/8"), "all");
});

Deno.test("fsRoutes: files that act on others come first, then routes from narrow to broad", () => {
  const sorted = [
    "(shop)/_middleware",
    "_app",
    "blog/_layout",
    "index",
    "about",
    "blog/index",
    "blog/nuevo",
    "blog/[slug]@[v]",
    "blog/[slug]",
    "blog/[slug]/edit",
    "blog/[[page]]/list",
    "blog/[...rest]",
    "[tenant]/index",
    "[...rest]",
  ];
  assert.deepEqual(sorted.toReversed().sort(compareRouteFiles), sorted);
});

Deno.test("fsRoutes: handlers by method, and 405 for methods a route does not have", async () => {
  const handlers: HandlerByMethod<unknown, State> = {
    GET: () => new Response("GET"),
    POST: () => new Response("POST"),
  };
  const app = site({ "all.ts": { handlers }, "same.ts": { handler: handlers } });
  for (const path of ["/all", "/same"]) {
    assert.equal(await askText(app, path), "GET");
    assert.equal(await askText(app, path, { method: "POST" }), "POST");
    const wrong = await ask(app, path, { method: "PUT" });
    assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "GET, POST, HEAD"]);
    assert.equal((await ask(app, path, { method: "HEAD" })).status, 200);
  }
});

Deno.test("fsRoutes: a single function handles all methods", async () => {
  const app = site({ "api/health.ts": { handlers: (ctx: Context<State>) => ctx.text(ctx.req.method) } });
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assert.equal(await askText(app, "/api/health", { method }), method);
  }
});

Deno.test("fsRoutes: a component without a GET handler is rendered for GET", async () => {
  const app = site({ "form.tsx": { ...text("form"), handlers: { POST: () => new Response("posted") } } });
  assert.equal(await askBody(app, "/form"), "form");
  assert.equal(await askText(app, "/form", { method: "POST" }), "posted");
});

Deno.test("page(): data reaches the component, with status and headers of the response", async () => {
  const app = site({
    "index.tsx": {
      handler: () =>
        page({ name: "Fresh" }, { status: 201, headers: { "Cache-Control": "public, max-age=3600" } }),
      default: ({ data }: PageProps<{ name: string }>) => <>{data.name}</>,
    },
    "plain.tsx": {
      handler: () => ({ data: "as is", headers: [["x-foo", "1"]] as [string, string][] }),
      default: ({ data }: PageProps<string>) => <>{data}</>,
    },
    "nothing.tsx": { handler: () => page(), default: ({ data }: PageProps) => <>{typeof data}</> },
  });
  const response = await ask(app, "/");
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("cache-control"), "public, max-age=3600");
  assert.match(await response.text(), /<body>Fresh<\/body>/);
  assert.equal((await ask(app, "/plain")).headers.get("x-foo"), "1");
  assert.equal(await askBody(app, "/plain"), "as is");
  assert.equal(await askBody(app, "/nothing"), "undefined");
});

Deno.test("_middleware: files are layered from the root inwards, and may export an array", async () => {
  const app = site({
    "_middleware.ts": { handler: [mark("A"), mark("B")] },
    "index.ts": showSeen,
    "admin/_middleware.ts": { default: mark("C") },
    "admin/index.ts": showSeen,
    "admin/signin.ts": showSeen,
    "administer.ts": showSeen,
  });
  assert.equal(await askText(app, "/"), "AB");
  assert.equal(await askText(app, "/admin"), "ABC");
  assert.equal(await askText(app, "/admin/signin"), "ABC");
  assert.equal(await askText(app, "/administer"), "AB");
});

Deno.test("_middleware: has the parameters of the route", async () => {
  const app = site({
    "[tenant]/admin/_middleware.ts": {
      handler: (ctx: Context<State>) => {
        ctx.state.seen = ctx.params.tenant ?? "";
        return ctx.next();
      },
    },
    "[tenant]/admin/index.ts": showSeen,
  });
  assert.equal(await askText(app, "/acme/admin"), "acme");
});

Deno.test("_middleware: the root one also runs where no route matches", async () => {
  const app = site({
    "_middleware.ts": {
      handler: async (ctx: Context<State>) => {
        try {
          return await ctx.next();
        } catch (error) {
          return ctx.text("guarded", { status: error instanceof HttpError ? error.status : 500 });
        }
      },
    },
    "index.ts": showSeen,
  });
  const response = await ask(app, "/nada");
  assert.deepEqual([response.status, await response.text()], [404, "guarded"]);
});

Deno.test("_middleware: handlers by method are refused at start, for a guard must not be left out silently", async () => {
  const app = site({ "_middleware.ts": { handler: { GET: () => new Response("x") } }, "index.ts": showSeen });
  await assert.rejects(app.listen({ port: 0 }), /_middleware\.ts/);
});

Deno.test("_app and _layout: wrap pages, and layouts nest by folder", async () => {
  const app = site({
    "_app.tsx": wrap("app"),
    "_layout.tsx": wrap("root"),
    "index.tsx": text("home"),
    "foo/_layout.tsx": wrap("foo"),
    "foo/index.tsx": text("foo"),
    "foo/bar/baz.tsx": text("baz"),
    "foo.tsx": text("never: foo/index is the same path"),
  });
  assert.equal(await askBody(app, "/"), "app/root/home");
  assert.equal(await askBody(app, "/foo/bar/baz"), "app/root/foo/baz");
});

Deno.test("config: a layout or a route may skip inherited layouts and the app wrapper", async () => {
  const app = site({
    "_app.tsx": wrap("app"),
    "_layout.tsx": wrap("root"),
    "index.tsx": text("home"),
    "bare.tsx": { ...text("bare"), config: { skipInheritedLayouts: true, skipAppWrapper: true } },
    "no_layout.tsx": { ...text("x"), config: { skipInheritedLayouts: true } },
    "sub/_layout.tsx": { ...wrap("sub"), config: { skipInheritedLayouts: true, skipAppWrapper: true } },
    "sub/deep/_layout.tsx": wrap("deep"),
    "sub/deep/index.tsx": text("x"),
  });
  assert.equal(await askBody(app, "/bare"), "bare");
  assert.equal(await askBody(app, "/no_layout"), "app/x");
  assert.equal(await askBody(app, "/sub/deep"), "sub/deep/x");
  assert.equal(await askBody(app, "/"), "app/root/home");
});

Deno.test("config.routeOverride: is used instead of the pattern of the file path", async () => {
  const app = site({
    "x.tsx": {
      default: ({ params }: PageProps) => <>{`${params.module} ${params.version} ${params.path}`}</>,
      config: { routeOverride: "/x/:module@:version/:path*" },
    },
  });
  assert.equal(await askBody(app, "/x/oak@1.2/a/b"), "oak 1.2 a/b");
  assert.equal((await ask(app, "/x")).status, 404);
});

Deno.test("route groups: give routes of one folder different layouts, middlewares and error pages", async () => {
  const app = site({
    "(info)/_layout.tsx": wrap("info"),
    "(info)/_middleware.ts": { handler: mark("I") },
    "(info)/_error.tsx": { default: ({ state }: PageProps<unknown, State>) => <>{state.seen} broke</> },
    "(info)/contact.tsx": { default: ({ state }: PageProps<unknown, State>) => <>{state.seen}</> },
    "(info)/broken.tsx": {
      default: () => {
        throw new Error("x");
      },
    },
    "(marketing)/_layout.tsx": wrap("marketing"),
    "(marketing)/about.tsx": { default: ({ state }: PageProps<unknown, State>) => <>{typeof state.seen}</> },
    "(marketing)/index.tsx": text("home"),
  });
  assert.equal(await askBody(app, "/contact"), "info/I");
  assert.equal(await askBody(app, "/broken"), "info/I broke");
  assert.equal(await askBody(app, "/about"), "marketing/undefined");
  assert.equal(await askBody(app, "/"), "marketing/home");
});

Deno.test("route groups: methods of one path in two groups are merged", async () => {
  const app = site({
    "(foo)/bar/index.ts": { handler: { POST: () => new Response("POST ok") } },
    "bar/index.ts": { handler: { GET: () => new Response("GET ok") } },
  });
  assert.equal(await askText(app, "/bar"), "GET ok");
  assert.equal(await askText(app, "/bar", { method: "POST" }), "POST ok");
});

Deno.test("(_islands), (_components) and tests in the routes folder are no routes and are not loaded", async () => {
  const load = () => Promise.reject(new Error("must not be loaded"));
  const app = withBuild(new App().fsRoutes(), {
    routes: [
      { path: "shop/(_islands)/cart.tsx", load },
      { path: "(_components)/card.tsx", load },
      { path: "index_test.tsx", load },
      { path: "foo.test.ts", load },
      { path: "notes.md", load },
      { path: "index.tsx", load: () => Promise.resolve(text("ok")) },
    ],
  });
  assert.equal(await askBody(app, "/"), "ok");
  for (const path of ["/shop/cart", "/card", "/index_test", "/notes"]) {
    assert.equal((await ask(app, path)).status, 404, path);
  }
});

Deno.test("async page components: are awaited, may throw HttpError, and may return a Response", async () => {
  const app = site({
    "_404.tsx": text("no such project"),
    "_layout.tsx": wrap("layout"),
    "[id].tsx": {
      default: async ({ params, req }: PageProps) => {
        await Promise.resolve();
        if (params.id === "0") throw new HttpError(404);
        if (params.id === "away") return Response.redirect(new URL("/1", req.url), 303);
        return <h1>{params.id}</h1>;
      },
    },
  });
  assert.equal(await askBody(app, "/1"), "layout/<h1>1</h1>");
  assert.equal((await ask(app, "/away")).status, 303);
  const missing = await ask(app, "/0");
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /layout\/no such project/);
});

Deno.test("_404: answers unknown paths with its status, inside app and root layout", async () => {
  const app = site({
    "_app.tsx": wrap("app"),
    "_layout.tsx": wrap("layout"),
    "_404.tsx": { default: ({ url }: PageProps) => <>404 {url.pathname}</> },
    "_error.tsx": text("error page"),
    "index.tsx": text("home"),
  });
  const response = await ask(app, "/nada/de/nada");
  assert.equal(response.status, 404);
  assert.match(await response.text(), /app\/layout\/404 \/nada\/de\/nada/);
});

Deno.test("_error and _500: nest by folder and carry the status of the error", async () => {
  const boom = (error: unknown) => ({
    handlers: () => {
      throw error;
    },
  });
  const app = site({
    "_error.tsx": { default: ({ error }: PageProps) => <>top {String(error)}</> },
    "fail.ts": boom(new Error("a")),
    "teapot.ts": boom(new HttpError(418, "b")),
    "foo/_error.tsx": boom(new HttpError(501, "c")),
    "foo/fail.ts": boom(new Error("d")),
    "bar/_500.tsx": text("bar"),
    "bar/fail.ts": boom(new Error("e")),
  });
  const answers = {
    "/fail": [500, "top Error: a"],
    "/teapot": [418, "top HttpError: b"],
    "/foo/fail": [501, "top HttpError: c"],
    "/bar/fail": [500, "bar"],
  };
  for (const [path, [status, body]] of Object.entries(answers)) {
    assert.equal((await ask(app, path)).status, status, path);
    assert.equal(await askBody(app, path), body, path);
  }
});

Deno.test("fsRoutes: can be mounted at a path and below a base path", async () => {
  const app = withRoutes(new App<State>({ basePath: "/base" }).use("/mount", mark("M")).fsRoutes("/mount"), {
    "index.ts": showSeen,
    "foo.ts": showSeen,
    "_middleware.ts": { handler: mark("F") },
  }).get("/outside", (ctx) => ctx.text(ctx.state.seen ?? "none"));
  assert.equal(await askText(app, "/base/mount"), "MF");
  assert.equal(await askText(app, "/base/mount/foo"), "MF");
  assert.equal(await askText(app, "/base/outside"), "none");
  assert.equal((await ask(app, "/mount")).status, 404);
});

Deno.test("fsRoutes: are inserted where they are called", async () => {
  const app = withRoutes(
    new App<State>().use(mark("1")).fsRoutes().use(mark("2")).get("/late", showSeen.handler),
    {
      "index.ts": showSeen,
    },
  );
  assert.equal(await askText(app, "/"), "1");
  assert.equal(await askText(app, "/late"), "12");
});

Deno.test("fsRoutes: of a mounted app come from the build of the app that mounts it", async () => {
  const app = withRoutes(new App<State>().mountApp("/inner", new App<State>().fsRoutes()), {
    "x.tsx": text("x"),
  });
  assert.equal(await askBody(app, "/inner/x"), "x");
});

Deno.test("fsRoutes: a file with nothing of use among its exports stops the start and says its name", async () => {
  const app = site({ "index.tsx": {} });
  await assert.rejects(app.listen({ port: 0 }), /index\.tsx/);
  const twoArguments = site({ "old.ts": { handler: (_req: Request, _ctx: unknown) => new Response() } });
  await assert.rejects(twoArguments.listen({ port: 0 }), /one argument/);
});

Deno.test("fsRoutes: each file is loaded once for many requests", async () => {
  let loads = 0;
  const load = () => {
    loads++;
    return Promise.resolve(text("ok"));
  };
  const handler = withBuild(new App().fsRoutes(), { routes: [{ path: "index.tsx", load }] }).handler();
  const answers = [1, 2, 3].map(() => handler(new Request("http://localhost/")));
  for (const response of await Promise.all(answers)) assert.equal(response.status, 200);
  assert.equal(loads, 1);
});

Deno.test("app.route: a lazy route is loaded when it is first asked for, with the methods of its config", async () => {
  let loads = 0;
  const app = new App().route("/lazy", () => {
    loads++;
    return Promise.resolve({ handler: { GET: () => page({}) }, component: () => <>lazy</> });
  }, { methods: ["GET"] }).route(
    "/any",
    () => Promise.resolve({ handlers: { POST: () => new Response("posted") } }),
  );
  assert.equal(loads, 0);
  assert.equal(await askBody(app, "/lazy"), "lazy");
  assert.equal((await ask(app, "/lazy", { method: "POST" })).status, 405);
  assert.equal(await askText(app, "/any", { method: "POST" }), "posted");
  assert.equal((await ask(app, "/any")).status, 405);
});

Deno.test("app.route: a lazy route whose loading failed is tried again", async () => {
  let attempts = 0;
  const handler = new App()
    .onError("*", () => new Response("down", { status: 503 }))
    .route(
      "/",
      () =>
        ++attempts === 1
          ? Promise.reject(new Error("no disk"))
          : Promise.resolve({ component: () => <>up</> }),
    )
    .handler();
  assert.equal((await handler(new Request("http://localhost/"))).status, 503);
  assert.equal((await handler(new Request("http://localhost/"))).status, 200);
});
