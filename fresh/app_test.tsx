import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import type { Method } from "./handlers.ts";
import { ask, askText } from "./test_support.ts";

const text = (content: string) => () => new Response(content);

Deno.test("app: all items are applied from top to bottom, so a later middleware leaves an earlier route alone", async () => {
  const app = new App<{ seen: string }>()
    .use((ctx) => {
      ctx.state.seen = "1";
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(ctx.state.seen))
    .use((ctx) => {
      ctx.state.seen += "2";
      return ctx.next();
    })
    .get("/about", (ctx) => ctx.text(ctx.state.seen));
  assert.equal(await askText(app, "/"), "1");
  assert.equal(await askText(app, "/about"), "12");
});

Deno.test("app.use: middlewares are matched left to right, and one may answer without the rest", async () => {
  const app = new App<{ seen: string }>()
    .use(
      (ctx) => {
        ctx.state.seen = "a";
        return ctx.next();
      },
      (ctx) => {
        ctx.state.seen += "b";
        return ctx.next();
      },
    )
    .use("/closed", () => new Response("no"))
    .get("/", (ctx) => ctx.text(ctx.state.seen))
    .get("/closed/door", text("yes"));
  assert.equal(await askText(app, "/"), "ab");
  assert.equal(await askText(app, "/closed/door"), "no");
});

Deno.test("app.use: a middleware at a path holds for that path and below, and not for its namesakes", async () => {
  const app = new App<{ inside?: boolean }>()
    .use("/foo/bar", (ctx) => {
      ctx.state.inside = true;
      return ctx.next();
    })
    .get("/foo/bar", (ctx) => ctx.json(ctx.state))
    .get("/foo/bar/baz", (ctx) => ctx.json(ctx.state))
    .get("/foo/barbaz", (ctx) => ctx.json(ctx.state))
    .get("/foo", (ctx) => ctx.json(ctx.state));
  assert.equal(await askText(app, "/foo/bar"), '{"inside":true}');
  assert.equal(await askText(app, "/foo/bar/baz"), '{"inside":true}');
  assert.equal(await askText(app, "/foo/barbaz"), "{}");
  assert.equal(await askText(app, "/foo"), "{}");
});

Deno.test("app.use: a middleware changes the answer after ctx.next(), and may ask for it twice", async () => {
  let attempts = 0;
  const app = new App()
    .use(async (ctx) => {
      const first = await ctx.next();
      const response = first.status === 200 ? first : await ctx.next();
      response.headers.set("x-attempts", String(attempts));
      return response;
    })
    .get("/", () => new Response(null, { status: ++attempts === 1 ? 503 : 200 }));
  const response = await ask(app, "/");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-attempts"), "2");
});

Deno.test("app.use and app.get: middlewares can also be instantiated lazily, once", async () => {
  let loads = 0;
  const app = new App<{ seen: string }>()
    .use(() => {
      loads++;
      return Promise.resolve((ctx) => {
        ctx.state.seen = "lazy";
        return ctx.next();
      });
    })
    .get("/", () => Promise.resolve((ctx: Context<{ seen: string }>) => ctx.text(ctx.state.seen)));
  const handler = app.handler();
  for (let i = 0; i < 2; i++) {
    const response = await handler(new Request("http://localhost/"));
    assert.equal(await response.text(), "lazy");
  }
  assert.equal(loads, 1);
});

Deno.test("app.get/post/put/patch/delete/head/options: each method only responds to its verb", async () => {
  const app = new App()
    .get("/", text("GET"))
    .post("/", text("POST"))
    .put("/", text("PUT"))
    .patch("/", text("PATCH"))
    .delete("/", text("DELETE"))
    .options("/", text("OPTIONS"));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] satisfies Method[]) {
    assert.equal(await askText(app, "/", { method }), method);
  }
});

Deno.test("app.get: responds with multiple middlewares", async () => {
  const app = new App<{ seen: string }>().get(
    "/about",
    (ctx) => {
      ctx.state.seen = "first";
      return ctx.next();
    },
    (ctx) => ctx.text(`${ctx.state.seen}, last`),
  );
  assert.equal(await askText(app, "/about"), "first, last");
});

Deno.test("app.all: responds to all HTTP verbs", async () => {
  const app = new App().all("/api/foo", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assert.equal(await askText(app, "/api/foo", { method }), method);
  }
  assert.equal((await ask(app, "/api/foo", { method: "HEAD" })).status, 200);
});

Deno.test("methods: HEAD falls back to GET without its body, and prefers its own handler", async () => {
  const app = new App()
    .get("/", () => new Response("long", { headers: { "x-from": "get" } }))
    .get("/own", text("get"))
    .head("/own", () => new Response(null, { headers: { "x-from": "head" } }));
  const fallback = await ask(app, "/", { method: "HEAD" });
  assert.equal(fallback.status, 200);
  assert.equal(fallback.headers.get("x-from"), "get");
  assert.equal(fallback.body, null);
  assert.equal((await ask(app, "/own", { method: "HEAD" })).headers.get("x-from"), "head");
});

Deno.test("methods: a route registered for GET answers POST with 405 and says what is allowed", async () => {
  const app = new App().get("/", text("ok")).put("/", text("ok"));
  const response = await ask(app, "/", { method: "POST" });
  assert.equal(response.status, 405);
  assert.equal(await response.text(), "Method Not Allowed");
  assert.equal(response.headers.get("allow"), "GET, PUT, HEAD");
});

Deno.test("methods: OPTIONS of a route that does not handle it answers 204 with Allow", async () => {
  const response = await ask(new App().post("/", text("ok")), "/", { method: "OPTIONS" });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("allow"), "POST");
});

Deno.test("methods: an unknown verb is 405 on a known path and 404 on an unknown one", async () => {
  const app = new App().get("/", text("ok"));
  assert.equal((await ask(app, "/", { method: "BREW" })).status, 405);
  assert.equal((await ask(app, "/constructor", { method: "BREW" })).status, 404);
});

Deno.test("config.basePath: all routes are prefixed with it, and ctx.config tells it", async () => {
  const app = new App({ basePath: "/my-app" })
    .get("/", text("index"))
    .get("/about", (ctx) => ctx.text(ctx.config.basePath))
    .get("/a/:id", (ctx) => ctx.text(ctx.params.id ?? ""));
  assert.equal(await askText(app, "/my-app"), "index");
  assert.equal(await askText(app, "/my-app/about"), "/my-app");
  assert.equal(await askText(app, "/my-app/a/7"), "7");
  for (const path of ["/", "/about", "/a/7", "/my-app-2"]) {
    assert.equal((await ask(app, path)).status, 404, path);
  }
});

Deno.test("config.basePath: one that could never match is refused when the app is made", () => {
  for (const basePath of ["tienda", "/tienda/", "/a//b", "/a b", "https://x"]) {
    assert.throws(() => new App({ basePath }), /Invalid basePath/, basePath);
  }
  for (const basePath of ["", "/", "./"]) assert.equal(new App({ basePath }).config.basePath, "");
});

Deno.test("app.mountApp: mounts another app with its middlewares at a path", async () => {
  const inner = new App<{ seen: string }>()
    .use((ctx) => {
      ctx.state.seen = `${ctx.state.seen}+inner`;
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(ctx.state.seen))
    .get("/:name", (ctx) => ctx.text(`${ctx.params.name}`))
    .all("*", text("rest"));
  const app = new App<{ seen: string }>()
    .use((ctx) => {
      ctx.state.seen = "outer";
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(ctx.state.seen))
    .mountApp("/api/authors", inner);
  assert.equal(await askText(app, "/"), "outer");
  assert.equal(await askText(app, "/api/authors"), "outer+inner");
  assert.equal(await askText(app, "/api/authors/vallejo"), "vallejo");
  assert.equal(await askText(app, "/api/authors/a/b"), "rest");
  assert.equal((await ask(app, "/vallejo")).status, 404);
});

Deno.test("app.mountApp: base paths of both apps and the mount path add up", async () => {
  const inner = new App({ basePath: "/api/v2" }).get("/users", text("users"));
  const app = new App({ basePath: "/main" }).mountApp("/services", inner);
  assert.equal(await askText(app, "/main/services/api/v2/users"), "users");
  assert.equal((await ask(app, "/main/services/users")).status, 404);
});

Deno.test("app.mountApp: at the root the routes of both stand side by side", async () => {
  const inner = new App().get("/robots.txt", text("robots"));
  const app = new App().mountApp("/", inner).get("/", text("home"));
  assert.equal(await askText(app, "/robots.txt"), "robots");
  assert.equal(await askText(app, "/"), "home");
});

Deno.test("app.handler: a middleware that returns no Response is an error, not an empty answer", async () => {
  const nothing = () => undefined as never;
  const app = new App().onError((ctx) => ctx.text(String(ctx.error), { status: 500 })).get("/", nothing);
  const response = await ask(app, "/");
  assert.equal(response.status, 500);
  assert.match(await response.text(), /Expected a Response/);
});

Deno.test("app.handler: a path with malformed percent-encoding is 400 and never an internal error", async () => {
  const app = new App().get("/", text("ok")).get("/x/:id", text("ok")).all("/y/*", text("ok"));
  for (const path of ["/%", "/%ff", "/x/%E0%A4%A", "/y/%c0%af"]) {
    assert.equal((await ask(app, path)).status, 400, path);
  }
});

Deno.test("app.handler: doubled slashes in a path count as one", async () => {
  const app = new App().get("/a/b", (ctx) => ctx.text(ctx.url.pathname));
  assert.equal(await askText(app, "//a///b"), "/a/b");
});

Deno.test("app.handler: each request has its own state", async () => {
  const app = new App<{ count?: number }>().get("/", (ctx) => {
    ctx.state.count = (ctx.state.count ?? 0) + 1;
    return ctx.json(ctx.state);
  });
  const handler = app.handler();
  for (let i = 0; i < 2; i++) {
    assert.equal(await (await handler(new Request("http://localhost/"))).text(), '{"count":1}');
  }
});

Deno.test("app.handler: without an error page an HttpError answers with its status and message", async () => {
  const app = new App()
    .get("/own", () => {
      throw new HttpError(403, "Admin access required");
    })
    .get("/plain", () => {
      throw new HttpError(403);
    });
  const own = await ask(app, "/own");
  assert.deepEqual([own.status, await own.text()], [403, "Admin access required"]);
  assert.equal(await askText(app, "/plain"), "Forbidden");
});
