import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { PageProps } from "./route.ts";
import { ask, askBody } from "./test_support.ts";

const wrap = (name: string) => ({ Component }: PageProps) => (
  <>
    {name}/<Component />
  </>
);

Deno.test("app.layout: the passed Component is what the layout wraps", async () => {
  const app = new App()
    .layout("*", ({ Component }) => (
      <div>
        <Component />
        <aside>side</aside>
      </div>
    ))
    .get("/", (ctx) => ctx.render(<h1>hello</h1>));
  assert.equal(await askBody(app, "/"), "<div><h1>hello</h1><aside>side</aside></div>");
});

Deno.test("app.layout: app wrapper and prior layouts are inherited by path", async () => {
  const app = new App()
    .appWrapper(wrap("app"))
    .layout("*", wrap("root"))
    .layout("/foo", wrap("foo"))
    .layout("/foo/bar", wrap("bar"))
    .get("/", (ctx) => ctx.render(<>index</>))
    .get("/foo", (ctx) => ctx.render(<>page</>))
    .get("/foo/bar/baz", (ctx) => ctx.render(<>deep</>))
    .get("/food", (ctx) => ctx.render(<>other</>));
  assert.equal(await askBody(app, "/"), "app/root/index");
  assert.equal(await askBody(app, "/foo"), "app/root/foo/page");
  assert.equal(await askBody(app, "/foo/bar/baz"), "app/root/foo/bar/deep");
  assert.equal(await askBody(app, "/food"), "app/root/other");
});

Deno.test("app.layout: skipInheritedLayouts ignores all previous layouts, skipAppWrapper the app", async () => {
  const app = new App()
    .appWrapper(wrap("app"))
    .layout("*", wrap("root"))
    .layout("/a", wrap("a"), { skipInheritedLayouts: true })
    .layout("/a/b", wrap("b"), { skipAppWrapper: true })
    .get("/a/x", (ctx) => ctx.render(<>x</>))
    .get("/a/b/x", (ctx) => ctx.render(<>x</>));
  assert.equal(await askBody(app, "/a/x"), "app/a/x");
  assert.equal(await askBody(app, "/a/b/x"), "a/b/x");
});

Deno.test("ctx.render: a page may opt out of layouts and app wrapper", async () => {
  const app = new App()
    .appWrapper(wrap("app"))
    .layout("*", wrap("root"))
    .get("/bare", (ctx) => ctx.render(<>x</>, {}, { skipAppWrapper: true, skipInheritedLayouts: true }))
    .route("/route", { component: () => <>x</>, config: { skipInheritedLayouts: true } })
    .get("/after", (ctx) => ctx.render(<>x</>));
  assert.equal(await askBody(app, "/bare"), "x");
  assert.equal(await askBody(app, "/route"), "app/x");
  assert.equal(await askBody(app, "/after"), "app/root/x");
});

Deno.test("app.layout: a middleware that renders by itself has the layouts of its own place", async () => {
  const app = new App()
    .layout("*", wrap("root"))
    .use((ctx) => ctx.url.searchParams.has("early") ? ctx.render(<>early</>) : ctx.next())
    .layout("/foo", wrap("foo"))
    .get("/foo/x", (ctx) => ctx.render(<>x</>));
  assert.equal(await askBody(app, "/foo/x?early"), "root/early");
  assert.equal(await askBody(app, "/foo/x"), "root/foo/x");
});

Deno.test("layouts may be async, see state and params, and may answer with a Response", async () => {
  const app = new App<{ user: string }>()
    .layout("*", async ({ Component, state, params, url }) => {
      await Promise.resolve();
      if (url.searchParams.has("out")) return new Response("out", { status: 401 });
      return (
        <p>
          {state.user} {params.id} <Component />
        </p>
      );
    })
    .use((ctx) => {
      ctx.state.user = "Lucha";
      return ctx.next();
    })
    .get("/:id", (ctx) => ctx.render(<b>x</b>));
  assert.equal(await askBody(app, "/7"), "<p>Lucha 7 <b>x</b></p>");
  assert.equal((await ask(app, "/7?out")).status, 401);
});

Deno.test("app.appWrapper: may be async and receives what pages receive", async () => {
  const app = new App()
    .appWrapper(async ({ Component, route }) => {
      await Promise.resolve();
      return (
        <html lang="es">
          <head>
            <title>{route}</title>
          </head>
          <body>
            <Component />
          </body>
        </html>
      );
    })
    .get("/a/:b", (ctx) => ctx.render(<i>x</i>));
  const html = await (await ask(app, "/a/1")).text();
  assert.match(html, /<title>\/a\/:b<\/title>/);
  assert.match(html, /<body><i>x<\/i><\/body>/);
});
