import assert from "node:assert/strict";
import { NOBODY, withTwoShops } from "../tests/support/two_shops.ts";
import { documentOf } from "./document.ts";
import { createApi, ENDPOINTS } from "./mod.ts";

const document = documentOf(ENDPOINTS);
/** Whose body names what it does, or who make something new each time. */
const OWN_IDEMPOTENCY = new Set([
  "postWalletNotifications",
  "postWalletHeartbeat",
  "postSyncPush",
  "postImportPreviews",
  "postDevices",
  "postPairingCodes",
  "deleteDevicesId",
]);

Deno.test("document: every route of the router is in it, and the reverse", () => {
  const routed = new Set(
    createApi().routes.filter(({ method, path }) => method !== "ALL" && path !== "/api/v1/openapi.json")
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`),
  );
  const documented = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} /api/v1${path}`)
  );
  assert.deepEqual([...routed].sort(), documented.sort());
});

Deno.test("document: is OpenAPI 3.1 whose references all lead somewhere", () => {
  assert.match(document.openapi, /^3\.1\./);
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref);
  assert.ok(refs.length > 100);
  for (const ref of new Set(refs)) {
    const [, kind, name] = /^#\/components\/(\w+)\/(\w+)$/.exec(ref) ?? [];
    assert.ok(kind === "schemas" && document.components?.schemas?.[name ?? ""], ref);
  }
});

Deno.test("document: each operation has a name of its own, its parameters, its answers and its problems", () => {
  const ids = new Set<string>();
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods ?? {})) {
      const { operationId, summary, tags, responses, parameters = [], requestBody } = operation;
      assert.ok(!ids.has(operationId), operationId);
      ids.add(operationId);
      assert.ok(summary.endsWith(".") && tags.length === 1, operationId);
      const statuses = Object.keys(responses);
      for (const status of ["401", "404", "429", "500"]) assert.ok(statuses.includes(status), operationId);
      for (const [status, response] of Object.entries<{ content?: object }>(responses)) {
        const media = Object.keys(response.content ?? {});
        if (Number(status) >= 400) assert.deepEqual(media, ["application/problem+json"], operationId);
        else if (status !== "204") assert.equal(media.length, 1, operationId);
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = (place: string) =>
        parameters.filter((parameter: { in: string }) => parameter.in === place).map((
          { name }: { name: string },
        ) => name);
      assert.deepEqual(named("path"), inPath, operationId);
      if (method !== "get" && operationId !== "deleteSession") {
        const own = OWN_IDEMPOTENCY.has(operationId);
        assert.deepEqual(named("header"), own ? [] : ["Idempotency-Key"], operationId);
      }
      const takesBody =
        (method === "post" && !/\/(?:restoration|print|printer-tests|drawer-pulses)$/.test(path)) ||
        method === "put" || method === "patch";
      assert.equal(requestBody !== undefined, takesBody, operationId);
    }
  }
});

Deno.test("document and guide: served to whoever writes a program, with an ETag and without a script", () =>
  withTwoShops(async ({ a, ask }) => {
    const first = await ask(a, NOBODY, "GET", "/api/v1/openapi.json");
    assert.equal(first.headers.get("content-type"), "application/json");
    assert.deepEqual(await first.json(), JSON.parse(JSON.stringify(document)));
    const etag = first.headers.get("etag");
    const again = await ask(a, NOBODY, "GET", "/api/v1/openapi.json", {
      headers: { "if-none-match": etag ?? "" },
    });
    assert.equal(again.status, 304);

    const guide = await ask(a, NOBODY, "GET", "/api/v1/docs"), html = await guide.text();
    assert.equal(guide.status, 200);
    assert.equal(/<script/.test(html), false);
    for (const { method, path } of ENDPOINTS) {
      assert.ok(html.includes(`${method.toUpperCase()} /api/v1${path}`), `${method} ${path}`);
    }
  }));
