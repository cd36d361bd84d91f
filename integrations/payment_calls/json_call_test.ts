import assert from "node:assert/strict";
import { callJson, type JsonCall } from "./json_call.ts";

const LIMITS = { timeoutMs: 10_000, attempts: 3, pauseMs: 1 };

/** A server that answers in turn what it is given. Answers how often it was asked. */
async function answering(
  answers: readonly ((request: Request) => Response | Promise<Response>)[],
  work: (url: string) => Promise<void>,
): Promise<number> {
  let asked = 0;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => answers[Math.min(asked++, answers.length - 1)]!(request),
  );
  await work(`http://127.0.0.1:${server.addr.port}/`);
  return asked;
}
const call = (url: string, repeatable: boolean): JsonCall => ({
  method: "POST",
  url,
  headers: { authorization: "Bearer secret" },
  body: "{}",
  repeatable,
});
const failing = () => new Response("{}", { status: 503 });

Deno.test("a call: what may be repeated is, a bounded number of times; what may not is asked once", async () => {
  for (const [repeatable, times] of [[true, 3], [false, 1]] as const) {
    const asked = await answering([failing], async (url) => {
      assert.deepEqual(await callJson(call(url, repeatable), LIMITS), { kind: "unknown" });
    });
    assert.equal(asked, times);
  }
  const asked = await answering([failing, () => Response.json({ ok: 1 }, { status: 201 })], async (url) => {
    assert.deepEqual(await callJson(call(url, true), LIMITS), {
      kind: "answer",
      status: 201,
      json: { ok: 1 },
    });
  });
  assert.equal(asked, 2);
});

Deno.test("a call: a refusal is an answer and is not asked again", async () => {
  const asked = await answering([() => Response.json({ error: "bad" }, { status: 422 })], async (url) => {
    assert.deepEqual(await callJson(call(url, true), LIMITS), {
      kind: "answer",
      status: 422,
      json: { error: "bad" },
    });
  });
  assert.equal(asked, 1);
});

Deno.test("a call: a redirect is not followed, so that the key goes nowhere else", async () => {
  let elsewhere = 0;
  await answering([() => (elsewhere++, Response.json({}))], async (other) => {
    await answering([() => Response.redirect(other, 307)], async (url) => {
      assert.deepEqual(await callJson(call(url, false), LIMITS), { kind: "unknown" });
    });
  });
  assert.equal(elsewhere, 0);
});

Deno.test("a call: more than is ever answered, no JSON, and no answer in time tell nothing", async () => {
  const long = () => new Response(`"${"x".repeat(4_100_000)}"`);
  for (const answer of [long, () => new Response("<html>"), () => new Response(null, { status: 204 })]) {
    await answering([answer], async (url) => {
      assert.deepEqual(await callJson(call(url, false), LIMITS), { kind: "unknown" });
    });
  }
  let end = () => {};
  const hanging = new Promise<Response>((resolve) => end = () => resolve(new Response("{}")));
  await answering([() => hanging], async (url) => {
    assert.deepEqual(await callJson(call(url, false), { ...LIMITS, timeoutMs: 50 }), { kind: "unknown" });
    end();
  });
  assert.deepEqual(await callJson(call("http://127.0.0.1:1/", false), LIMITS), { kind: "unknown" });
});
