import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import { App } from "./app.ts";

/** Asks over a socket and leaves the answer as it came, compressed or not. */
function request(port: number, path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ port, path, headers, agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response));
    }).on("error", reject);
  });
}

Deno.test("app.listen: serves with Deno.serve and compresses what was not compressed before", async () => {
  const app = new App()
    .get("/", (ctx) => ctx.render(<p>{"casera ".repeat(500)}</p>))
    .get(
      "/built",
      () =>
        new Response(new Uint8Array(2_000), {
          headers: { "content-type": "text/css", "content-encoding": "br" },
        }),
    );
  const stop = new AbortController();
  const { promise, resolve } = Promise.withResolvers<Deno.NetAddr>();
  await app.listen({ port: 0, hostname: "127.0.0.1", signal: stop.signal, onListen: resolve });
  const { port } = await promise;

  const page = await request(port, "/", { "accept-encoding": "gzip" });
  assert.equal(page.statusCode, 200);
  assert.equal(page.headers["content-encoding"], "gzip");
  assert.match(String(page.headers.vary), /accept-encoding/i);
  const built = await request(port, "/built", { "accept-encoding": "gzip, br" });
  assert.deepEqual([built.headers["content-encoding"], built.headers["content-length"]], ["br", "2000"]);
  stop.abort();
});
