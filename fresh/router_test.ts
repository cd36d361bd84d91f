import assert from "node:assert/strict";
import { Router } from "./router.ts";

function routerOf(...patterns: string[]): Router<string> {
  const router = new Router<string>();
  for (const pattern of patterns) router.add(["GET"], pattern, pattern);
  return router;
}

function found(router: Router<string>, path: string): [string | null, Record<string, string>] {
  const { item, params } = router.match("GET", path);
  return [item, { ...params }];
}

Deno.test("routing: static routes take precedence wherever they were registered", () => {
  const router = routerOf("/posts/:id", "/posts/featured");
  assert.deepEqual(found(router, "/posts/featured"), ["/posts/featured", {}]);
  assert.deepEqual(found(router, "/posts/other"), ["/posts/:id", { id: "other" }]);
});

Deno.test("routing: among dynamic routes the first registered wins", () => {
  assert.equal(found(routerOf("/:a/x", "/y/:b"), "/y/x")[0], "/:a/x");
  assert.equal(found(routerOf("/y/:b", "/:a/x"), "/y/x")[0], "/y/:b");
  assert.equal(found(routerOf("/a/*", "/a/:id"), "/a/1")[0], "/a/*");
  assert.equal(found(routerOf("/a/:id", "/a/*"), "/a/1")[0], "/a/:id");
  assert.equal(found(routerOf("/:x@:y", "/:id"), "/b@c")[0], "/:x@:y");
});

Deno.test("routing: /foo/* responds to everything below /foo", () => {
  const router = routerOf("/foo/*");
  assert.deepEqual(found(router, "/foo/bar/baz"), ["/foo/*", { 0: "bar/baz" }]);
  assert.equal(found(router, "/foo/")[0], "/foo/*");
  assert.equal(found(router, "/foo")[0], null);
  assert.equal(found(router, "/food")[0], null);
});

Deno.test("routing: the whole URLPattern syntax is supported", () => {
  const cases: [pattern: string, path: string, params: Record<string, string> | null][] = [
    ["/x/:module@:version/:path*", "/x/oak@1.2/a/b", { module: "oak", version: "1.2", path: "a/b" }],
    ["/docs{/:version}?", "/docs", { version: "" }],
    ["/docs{/:version}?", "/docs/canary", { version: "canary" }],
    ["/docs{/:version}?", "/docs/a/b", null],
    ["{/:lang}?/about", "/es/about", { lang: "es" }],
    ["{/:lang}?/about", "/about", { lang: "" }],
    ["/old/:path*", "/old", { path: "" }],
    ["/old/:path*", "/old/a/b", { path: "a/b" }],
    ["/n/:id(\\d+)", "/n/12", { id: "12" }],
    ["/n/:id(\\d+)", "/n/ab", null],
    ["/f/:name.json", "/f/ventas.json", { name: "ventas" }],
    ["*", "/any/thing", { 0: "any/thing" }],
    ["/:a/:b", "/1/2", { a: "1", b: "2" }],
    ["/:a/:b", "/1", null],
    ["/:a/:b/", "/1/2/", { a: "1", b: "2" }],
    ["/:a/:b/", "/1/2", null],
    ["/v1.0/:id", "/v1.0/3", { id: "3" }],
    ["/v1.0/:id", "/v1x0/3", null],
  ];
  for (const [pattern, path, params] of cases) {
    const [item, actual] = found(routerOf(pattern), path);
    assert.deepEqual([item === null ? null : actual], [params], `${pattern} on ${path}`);
  }
});

Deno.test("routing: a pattern that is no URLPattern is refused when it is registered", () => {
  assert.throws(() => routerOf("/a+b/:id"), TypeError);
});

Deno.test("routing: literals with accents match as browsers send them", () => {
  const router = routerOf("/configuración", "/categorías/:id", "/año{/:n}?");
  assert.equal(found(router, "/configuraci%C3%B3n")[0], "/configuración");
  assert.deepEqual(found(router, "/categor%C3%ADas/1"), ["/categorías/:id", { id: "1" }]);
  assert.deepEqual(found(router, "/a%C3%B1o/2026"), ["/año{/:n}?", { n: "2026" }]);
});

Deno.test("routing: parameters are decoded", () => {
  assert.deepEqual(found(routerOf("/:foo/:bar"), "/a%20a/caf%C3%A9")[1], { foo: "a a", bar: "café" });
});

Deno.test("routing: names of Object.prototype are neither routes nor parameters nor methods", () => {
  const router = routerOf("/:id");
  assert.equal(found(router, "/a/constructor")[0], null);
  assert.equal(router.match("constructor", "/a").item, null);
  assert.equal(router.match("GET", "/a").params.constructor, undefined);
});

Deno.test("routing: methods of one pattern registered apart belong together", () => {
  const router = routerOf("/a/:id");
  router.add(["POST"], "/a/:id", "post");
  router.add(["GET"], "/a/:id", "second GET");
  assert.equal(router.match("POST", "/a/1").item, "post");
  assert.equal(router.match("GET", "/a/1").item, "/a/:id");
  const wrong = router.match("DELETE", "/a/1");
  assert.deepEqual([wrong.item, wrong.pattern, wrong.allowed], [null, "/a/:id", ["GET", "POST", "HEAD"]]);
});

Deno.test("routing: many overlapping patterns keep their order", () => {
  const patterns = ["/:a/:b/:c", "/shop/:b/*", "/shop/:id/edit", "/:tenant/items/:id", "/*"];
  const router = routerOf(...patterns);
  assert.equal(found(router, "/shop/1/edit")[0], "/:a/:b/:c");
  assert.equal(found(router, "/shop/1/edit/x")[0], "/shop/:b/*");
  assert.equal(found(router, "/t/items/1/x")[0], "/*");
});
