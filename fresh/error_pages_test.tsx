import assert from "node:assert/strict";
import { App, setErrorInterceptor } from "./app.ts";
import { HttpError } from "./error.ts";
import type { PageProps } from "./route.ts";
import { ask, askBody, askText } from "./test_support.ts";

const message = (error: unknown) => error instanceof Error ? error.message : String(error);

function thrower(error: unknown): () => never {
  return () => {
    throw error;
  };
}

Deno.test("app.onError: catches what a route throws and invokes the callback", async () => {
  const app = new App()
    .onError("*", (ctx) => new Response(`Oops: ${message(ctx.error)}`, { status: 500 }))
    .get("/thrower", thrower(new Error("fail")));
  const response = await ask(app, "/thrower");
  assert.deepEqual([response.status, await response.text()], [500, "Oops: fail"]);
});

Deno.test("app.onError: without a path it is the error page of the whole app", async () => {
  const app = new App().onError((ctx) => ctx.text("top", { status: 500 })).get(
    "/",
    thrower("not even an Error"),
  );
  assert.equal(await askText(app, "/"), "top");
});

Deno.test("app.onError: error pages nest, and the nearest answers", async () => {
  const app = new App()
    .onError("*", () => new Response("top", { status: 500 }))
    .onError("/foo/bar", () => new Response("nested", { status: 500 }))
    .get("/foo/bar/thrower", thrower(new Error("fail")))
    .get("/foo/thrower", thrower(new Error("fail")));
  assert.equal(await askText(app, "/foo/bar/thrower"), "nested");
  assert.equal(await askText(app, "/foo/thrower"), "top");
});

Deno.test("app.onError: what a nested error page throws goes to the one above", async () => {
  const app = new App()
    .onError((ctx) => ctx.text(`top: ${message(ctx.error)}`, { status: 500 }))
    .onError("/foo", thrower(new Error("second")))
    .get("/foo/x", thrower(new Error("first")));
  assert.equal(await askText(app, "/foo/x"), "top: second");
});

Deno.test("app.onError: a component is rendered in its layouts with the status of the error", async () => {
  const app = new App()
    .layout("*", ({ Component }) => (
      <main>
        <Component />
      </main>
    ))
    .onError("*", { component: ({ error }: PageProps) => <p>{message(error)}</p> })
    .get("/teapot", thrower(new HttpError(418, "tea")))
    .get("/bug", thrower(new Error("bug")));
  assert.equal(await askBody(app, "/teapot"), "<main><p>tea</p></main>");
  assert.equal((await ask(app, "/teapot")).status, 418);
  assert.equal((await ask(app, "/bug")).status, 500);
});

Deno.test("app.onError: a page() answer of the error route may set another status", async () => {
  const app = new App()
    .onError("*", { handler: () => ({ data: null, status: 503 }), component: () => <p>later</p> })
    .get("/", thrower(new Error("down")));
  assert.equal((await ask(app, "/")).status, 503);
});

Deno.test("error pages catch what a layout or a page throws while it is rendered", async () => {
  const Broken = () => {
    throw new Error("render");
  };
  const app = new App()
    .onError("*", (ctx) => ctx.text(message(ctx.error), { status: 500 }))
    .layout("/layout", Broken)
    .get("/layout", (ctx) => ctx.render(<p>fine</p>))
    .route("/page", { component: Broken })
    .route("/async", {
      component: async () => {
        await Promise.resolve();
        throw new HttpError(404, "gone");
      },
    });
  assert.equal(await askText(app, "/layout"), "render");
  assert.equal(await askText(app, "/page"), "render");
  assert.equal(await askText(app, "/async"), "gone");
});

Deno.test("an error page inside a broken layout gives way to the one above it", async () => {
  const app = new App()
    .onError("*", { component: () => <p>top</p> })
    .layout("/a", thrower(new Error("layout")))
    .onError("/a", { component: () => <p>never seen</p> })
    .get("/a/x", (ctx) => ctx.render(<p>x</p>));
  const response = await ask(app, "/a/x");
  assert.equal(response.status, 500);
  assert.match(await response.text(), /<p>top<\/p>/);
});

Deno.test("HttpError: thrown in a middleware it bails out with its status", async () => {
  let reached = false;
  const app = new App()
    .onError("*", { component: ({ error }: PageProps) => <p>{message(error)}</p> })
    .use("/admin", thrower(new HttpError(403, "Admin access required")))
    .get("/admin", () => {
      reached = true;
      return new Response("secret");
    });
  const response = await ask(app, "/admin");
  assert.equal(response.status, 403);
  assert.match(await response.text(), /Admin access required/);
  assert.equal(reached, false);
});

Deno.test("app.notFound: every 404 invokes it, unknown routes and thrown ones alike", async () => {
  const app = new App()
    .notFound(() => new Response("Page not found", { status: 404 }))
    .onError("*", () => new Response("error page", { status: 500 }))
    .get("/", () => new Response("foo"))
    .get("/thrower", thrower(new HttpError(404)))
    .get("/bug", thrower(new Error("bug")));
  assert.equal(await askText(app, "/invalid"), "Page not found");
  assert.equal(await askText(app, "/thrower"), "Page not found");
  assert.equal(await askText(app, "/bug"), "error page");
});

Deno.test("app.notFound: a component answers 404, may come after the routes, and sees the root middlewares", async () => {
  const app = new App<{ who: string }>()
    .use((ctx) => {
      ctx.state.who = "Lucha";
      return ctx.next();
    })
    .get("/", () => new Response("foo"))
    .notFound({ component: ({ state, url }) => <p>{state.who}: {url.pathname}</p> });
  const response = await ask(app, "/nada");
  assert.equal(response.status, 404);
  assert.match(await response.text(), /<p>Lucha: \/nada<\/p>/);
});

Deno.test("app.onError also takes a 404 where no notFound is set, and 405", async () => {
  const app = new App()
    .onError(
      "*",
      (ctx) => ctx.text("page", { status: ctx.error instanceof HttpError ? ctx.error.status : 500 }),
    )
    .get("/", () => new Response("ok"));
  assert.equal((await ask(app, "/invalid")).status, 404);
  const wrongMethod = await ask(app, "/", { method: "POST" });
  assert.deepEqual([wrongMethod.status, wrongMethod.headers.get("allow")], [405, "GET, HEAD"]);
});

Deno.test("an error page with handlers by method leaves other methods to the error itself", async () => {
  const app = new App()
    .onError("*", { handler: { GET: () => new Response("page", { status: 500 }) } })
    .all("/", thrower(new HttpError(409, "conflict")));
  assert.equal(await askText(app, "/"), "page");
  assert.deepEqual((await ask(app, "/", { method: "POST" })).status, 409);
});

Deno.test("setErrorInterceptor: hears of each error once, before an error page hides it", async () => {
  const heard: unknown[] = [];
  const boom = new Error("boom");
  const app = new App()
    .onError("*", () => new Response("page", { status: 500 }))
    .use((ctx) => ctx.next())
    .get("/", thrower(boom));
  setErrorInterceptor(app, (error) => heard.push(error));
  await askText(app, "/");
  assert.deepEqual(heard, [boom]);
});
