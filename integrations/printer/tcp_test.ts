import assert from "node:assert/strict";
import { FakePrinter } from "../../tests/support/fake_printer.ts";
import { printOverTcp } from "./tcp.ts";

const TIMES = { connectMs: 500, answerMs: 50, writeMs: 500 };
const TICKET = new Uint8Array(5000).map((_, i) => i % 251);
const send = (port: number, bytes = TICKET) => printOverTcp({ host: "127.0.0.1", port }, bytes, TIMES);

Deno.test("a printer gets the ticket whole, whether it answers questions or not", async () => {
  await using printer = new FakePrinter();
  assert.ok((await send(printer.port)).ok);
  printer.state = null;
  assert.ok((await send(printer.port)).ok);
  await printer.finished(2);
  assert.deepEqual(printer.printed, [TICKET, TICKET]);
});

Deno.test("without paper or with its cover open nothing is sent, and it is said which", async () => {
  await using printer = new FakePrinter();
  printer.state = [0x72, 0x12];
  assert.deepEqual(await send(printer.port), { ok: false, error: "paper" });
  printer.state = [0x12, 0x16];
  assert.deepEqual(await send(printer.port), { ok: false, error: "cover" });
  assert.deepEqual(printer.printed, []);
});

Deno.test("one that hangs up in the middle is told from one that is not there", async () => {
  let port: number;
  {
    await using printer = new FakePrinter();
    printer.breaksAfter = 10;
    port = printer.port;
    assert.deepEqual(await send(port, new Uint8Array(8_000_000)), { ok: false, error: "cut" });
  }
  assert.deepEqual(await send(port), { ok: false, error: "refused" });
});

Deno.test("one that takes nothing more is not waited for for ever", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  const answer = await send(listener.addr.port, new Uint8Array(32_000_000));
  (await accepted).close();
  assert.deepEqual(answer, { ok: false, error: "cut" });
});
