import assert from "node:assert/strict";
import { createApp } from "../../app.ts";
import { withRoutes } from "../../fresh/test_support.ts";
import { emptyShop, withServices } from "../support/services.ts";
import { routeModules } from "../support/two_shops.ts";

/** What a server on loopback answers to these bytes: clients of the standard library would tidy them up. */
async function statusOf(port: number, head: string): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(
    new TextEncoder().encode(`${head.trim().replaceAll("\n", "\r\n")}\r\nConnection: close\r\n\r\n`),
  );
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of connection.readable) {
    text += decoder.decode(piece, { stream: true });
    const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
    if (status !== undefined) return Number(status); // the rest, and whether the connection ends, is not asked here
  }
  return 0;
}

Deno.test("T3: a request that names two places is of neither, on a real connection", () =>
  withServices(async (services) => {
    await emptyShop(services, "bodega-ana");
    await emptyShop(services, "bodega-eva");
    const app = withRoutes(createApp(services), await routeModules()).handler();
    await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app);
    const { port } = server.addr, ana = "bodega-ana.caserito.test", eva = "bodega-eva.caserito.test";
    const asks: readonly (readonly [string, string, readonly number[]])[] = [
      ["one host", `GET /ingresar HTTP/1.1\nHost: ${ana}`, [200]],
      ["in capitals", `GET /ingresar HTTP/1.1\nHost: ${ana.toUpperCase()}`, [200]],
      ["a shop that is not there", "GET /ingresar HTTP/1.1\nHost: bodega-luz.caserito.test", [404]],
      ["two hosts", `GET /ingresar HTTP/1.1\nHost: ${ana}\nHost: ${eva}`, [400, 421]],
      ["a target of another shop", `GET http://${ana}/ingresar HTTP/1.1\nHost: ${eva}`, [400, 421]],
      ["a trailing dot", `GET /ingresar HTTP/1.1\nHost: ${ana}.`, [400, 421]],
      ["another port", `GET /ingresar HTTP/1.1\nHost: ${ana}:81`, [400, 421]],
      ["a name that looks the same", "GET /ingresar HTTP/1.1\nHost: xn--bodega-an-f1a.caserito.test", [
        404,
        421,
      ]],
      ["the loopback's own name", "GET /ingresar HTTP/1.1\nHost: 127.0.0.1", [421]],
      ["no host", "GET /ingresar HTTP/1.1", [400, 421]],
      [
        "headers that only a proxy may write",
        `GET /ingresar HTTP/1.1\nHost: ${ana}\nX-Forwarded-Host: ${eva}\nX-Tenant-ID: bodega-eva\nx-namespace: bodega-eva`,
        [200],
      ],
    ];
    for (const [name, head, expected] of asks) {
      const status = await statusOf(port, head);
      assert.ok(expected.includes(status), `${name}: ${status}`);
    }
  }));

Deno.test("a request that never ends is given up, and holds nobody else", () =>
  withServices(async (services) => {
    await emptyShop(services, "bodega-ana");
    const app = withRoutes(createApp(services, [], 300), await routeModules()).handler();
    await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app);
    const { port } = server.addr, host = "bodega-ana.caserito.test";
    const slow = "POST /ingresar HTTP/1.1\nHost: " + host + "\nOrigin: http://" + host +
      "\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 1000";
    const [given, meanwhile] = await Promise.all([
      statusOf(port, slow),
      statusOf(port, `GET /ingresar HTTP/1.1\nHost: ${host}`),
    ]);
    assert.deepEqual([given, meanwhile], [503, 200]);
  }));
