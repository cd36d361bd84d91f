import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { Context } from "./context.ts";
import { ask, askBody, askText } from "./test_support.ts";

/** Asks a path of an app whose only route, `/foo/:id`, answers with what is given. */
function answerWith(
  answer: (ctx: Context<unknown>) => Response | Promise<Response>,
  path = "/foo/1",
): Promise<Response> {
  return ask(new App().get("/foo/:id", answer), path);
}

Deno.test("ctx.url, req, params and route describe the request", async () => {
  const response = await answerWith(
    (ctx) =>
      ctx.json([ctx.url.pathname, ctx.url.searchParams.has("q"), ctx.req.method, ctx.params, ctx.route]),
    "/foo/a%20b?q=1",
  );
  assert.deepEqual(await response.json(), ["/foo/a%20b", true, "GET", { id: "a b" }, "/foo/:id"]);
});

Deno.test("ctx.route is null if no pattern matched", async () => {
  let route: string | null = "unset";
  const app = new App().use((ctx) => {
    route = ctx.route;
    return ctx.text("any");
  });
  await ask(app, "/nothing");
  assert.equal(route, null);
});

Deno.test("ctx.info is the information of the server on the connection", async () => {
  const info: Deno.ServeHandlerInfo = {
    remoteAddr: { transport: "tcp", hostname: "10.0.0.7", port: 9 },
    completed: Promise.resolve(),
  };
  const handler = new App().get("/", (ctx) => ctx.text(`${ctx.info === info}`)).handler();
  assert.equal(await (await handler(new Request("http://localhost/"), info)).text(), "true");
});

Deno.test("ctx.error is null by default and holds what was thrown in the middlewares it passes through", async () => {
  const seen: unknown[] = [];
  const boom = new Error("boom");
  const app = new App()
    .onError((ctx) => ctx.text(`page ${ctx.error === boom}`, { status: 500 }))
    .use(async (ctx) => {
      seen.push(ctx.error);
      try {
        return await ctx.next();
      } finally {
        seen.push(ctx.error);
      }
    })
    .get("/", () => {
      throw boom;
    });
  assert.equal(await askText(app, "/"), "page true");
  assert.deepEqual(seen, [null, boom]);
});

Deno.test("ctx.redirect: status 302 by default, or the one given", async () => {
  const found = await answerWith((ctx) => ctx.redirect("/new-url"));
  assert.deepEqual([found.status, found.headers.get("location")], [302, "/new-url"]);
  assert.equal((await answerWith((ctx) => ctx.redirect("/new-url", 307))).status, 307);
});

Deno.test("ctx.redirect: a path cannot leave the origin", async () => {
  const paths = [
    "//evil.test/a",
    "/\\evil.test/a",
    "\\\\evil.test/a",
    "/\t/evil.test/a",
    "/\n\\evil.test/a",
    " //evil.test/a",
    "\u0001//evil.test/a",
    "////evil.test//a",
  ];
  for (const path of paths) {
    const { headers } = await answerWith((ctx) => ctx.redirect(path));
    const location = headers.get("location") ?? "";
    assert.equal(location, "/evil.test/a", JSON.stringify(path));
    assert.equal(new URL(location, "https://shop.test").origin, "https://shop.test");
  }
});

Deno.test("ctx.redirect: query and fragment are left as they are, other origins too", async () => {
  for (const location of ["/a?next=//b", "/a#//b", "https://pay.test//x", "/", "../up", "?q=1"]) {
    const { headers } = await answerWith((ctx) => ctx.redirect(location));
    assert.equal(headers.get("location"), location);
  }
});

Deno.test("ctx.redirect: a partial request stays partial at the new path, and only on this origin", async () => {
  const cases = [["/a", "/a?fresh-partial=true"], ["/a?b=1#c", "/a?b=1&fresh-partial=true#c"], [
    "https://pay.test/",
    "https://pay.test/",
  ]] as const;
  for (const [given, expected] of cases) {
    const { headers } = await answerWith((ctx) => ctx.redirect(given), "/foo/1?fresh-partial=true");
    assert.equal(headers.get("location"), expected);
  }
});

Deno.test("ctx.isPartial says whether only partials are asked for", async () => {
  const isPartial = (ctx: Context<unknown>) => ctx.json(ctx.isPartial);
  assert.equal(await (await answerWith(isPartial)).json(), false);
  assert.equal(await (await answerWith(isPartial, "/foo/1?fresh-partial=true")).json(), true);
});

Deno.test("ctx.render: renders JSX as an HTML response", async () => {
  const response = await answerWith((ctx) => ctx.render(<h1>hello {"<world>"}</h1>));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  const html = await response.text();
  assert.match(html, /^<!DOCTYPE html>/);
  assert.match(html, /<h1>hello &lt;world&gt;<\/h1>/);
});

Deno.test("ctx.render: takes status, status text and headers", async () => {
  const response = await answerWith((ctx) =>
    ctx.render(<h1>I'm a teapot</h1>, { status: 418, statusText: "Teapot", headers: { "X-Foo": "abc" } })
  );
  assert.deepEqual([response.status, response.statusText, response.headers.get("x-foo")], [
    418,
    "Teapot",
    "abc",
  ]);
});

Deno.test("ctx.render: null is an empty page, and anything but JSX is refused", async () => {
  assert.equal(await askBody(new App().get("/", (ctx) => ctx.render(null)), "/"), "");
  const wrong = "<h1>text</h1>" as unknown as null;
  assert.equal(
    (await ask(
      new App().onError((ctx) => ctx.text("no", { status: 500 })).get("/", (ctx) => ctx.render(wrong)),
      "/",
    )).status,
    500,
  );
});

Deno.test("ctx.text, ctx.html and ctx.json set their content type and keep the given init", async () => {
  const init = { status: 201, headers: { "x-a": "1" } };
  const cases = [
    [(ctx: Context<unknown>) => ctx.text("hi", init), "text/plain;charset=UTF-8", "hi"],
    [(ctx: Context<unknown>) => ctx.html("<p>", init), "text/html; charset=utf-8", "<p>"],
    [(ctx: Context<unknown>) => ctx.json({ foo: 123 }, init), "application/json", '{"foo":123}'],
  ] as const;
  for (const [answer, contentType, body] of cases) {
    const response = await answerWith(answer);
    assert.equal(response.headers.get("content-type"), contentType);
    assert.deepEqual([response.status, response.headers.get("x-a"), await response.text()], [201, "1", body]);
  }
});

Deno.test("ctx.stream: streams iterables and generator functions, and encodes text", async () => {
  const fromIterable = await answerWith((ctx) => ctx.stream(["foo", "bar"]));
  assert.equal(await fromIterable.text(), "foobar");
  const fromGenerator = await answerWith((ctx) =>
    ctx.stream(async function* () {
      yield "ñ";
      await Promise.resolve();
      yield new Uint8Array([0x21]);
    }, { headers: { "content-type": "text/event-stream" } })
  );
  assert.equal(fromGenerator.headers.get("content-type"), "text/event-stream");
  assert.equal(await fromGenerator.text(), "ñ!");
});
