import assert from "node:assert/strict";
import { clientAddress } from "./client_address.ts";

const from = (hostname: string, proxies = 0, forwarded = "") =>
  clientAddress(
    {
      req: new Request("http://caserito.test/", { headers: { "x-forwarded-for": forwarded } }),
      info: { remoteAddr: { transport: "tcp", hostname, port: 1 }, completed: Promise.resolve() },
      state: { services: { environment: { CASERITO_PROXIES: proxies } } },
    } as unknown as Parameters<typeof clientAddress>[0],
  );

Deno.test("an address is the connection's own, and this machine has none", () => {
  assert.equal(from("190.42.1.7"), "190.42.1.7");
  assert.equal(from("190.42.1.7", 0, "1.2.3.4"), "190.42.1.7", "a header that nobody of ours wrote");
  for (const own of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) assert.equal(from(own), null);
});

Deno.test("behind proxies only what they wrote is believed", () => {
  assert.equal(from("127.0.0.1", 1, "6.6.6.6, 190.42.1.7"), "190.42.1.7");
  assert.equal(from("127.0.0.1", 2, "6.6.6.6, 190.42.1.7, 10.0.0.2"), "190.42.1.7");
  assert.equal(from("127.0.0.1", 1, ""), null);
});

Deno.test("an IPv6 customer is the /64 that is theirs", () => {
  assert.equal(from("2800:200:e840:1:aaaa:bbbb:cccc:dddd"), "2800:200:e840:1");
  assert.equal(from("2800:200::1"), "2800:200:0:0");
  assert.equal(from("::ffff:190.42.1.7"), "190.42.1.7");
});
