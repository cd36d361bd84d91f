import assert from "node:assert/strict";
import { fileToPattern, joinPath, scopeSegments } from "./paths.ts";

Deno.test("file routing: file names map to the route patterns of the documentation", () => {
  const table = {
    "index": "/",
    "about": "/about",
    "blog/index": "/blog",
    "blog/[slug]": "/blog/:slug",
    "blog/[slug]/comments": "/blog/:slug/comments",
    "old/[...path]": "/old/:path*",
    "docs/[[version]]/index": "/docs{/:version}?",
    "foo/[[name]]/bar/[[bob]]": "/foo{/:name}?/bar{/:bob}?",
    "foo/[mod]@[version]": "/foo/:mod@:version",
    "foo/[bar].json": "/foo/:bar.json",
    "foo/foo[bar]": "/foo/foo:bar",
    "(shop)/caja/index": "/caja",
    "a/(b)/(c)/index": "/a",
    "(shop)/index": "/",
  };
  for (const [file, pattern] of Object.entries(table)) assert.equal(fileToPattern(file), pattern, file);
});

Deno.test("file routing: names that could not be matched without doubt are refused", () => {
  const names = [
    "foo/[foo][bar]",
    "foo/foo]",
    "foo/[foo]]",
    "foo/foo-[[name]]-bar/baz",
    "foo/[[name]]-bar",
    "foo/foo-[[name]]",
    "foo/[",
  ];
  for (const name of names) assert.throws(() => fileToPattern(name), SyntaxError, name);
});

Deno.test("joinPath: puts paths below a base, and the base itself stays reachable", () => {
  assert.equal(joinPath("", "/foo"), "/foo");
  assert.equal(joinPath("*", "/foo"), "/foo");
  assert.equal(joinPath("/", "/foo"), "/foo");
  assert.equal(joinPath("/foo/bar", "/"), "/foo/bar");
  assert.equal(joinPath("/foo", "/bar"), "/foo/bar");
  assert.equal(joinPath("/foo", "/*"), "/foo/*");
  assert.equal(joinPath("", "*"), "*");
  assert.equal(joinPath("/foo", "*"), "/foo{/*}?");
});

Deno.test("scopeSegments: a trailing wildcard scopes to its folder", () => {
  for (const path of ["/foo/bar", "/foo/bar/", "/foo/bar/*", "/foo/bar{/*}?"]) {
    assert.deepEqual(scopeSegments(path), ["foo", "bar"], path);
  }
  for (const path of ["", "/", "*", "/*"]) assert.deepEqual(scopeSegments(path), [], path);
});
