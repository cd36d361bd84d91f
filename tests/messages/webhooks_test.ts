import assert from "node:assert/strict";
import { type PostOffice, withPostOffice } from "../support/carriers/post_office.ts";
import { signedByMeta, WHATSAPP } from "../support/carriers/fake_whatsapp.ts";
import { appOver } from "../support/app.ts";
import { heardErrors } from "../support/heard_errors.ts";
import { withServices } from "../support/services.ts";

const META = "http://caserito.test/avisos/whatsapp", TWILIO = "http://caserito.test/avisos/twilio";

/** One notice on its way by WhatsApp. */
const withSent = (work: (office: PostOffice) => Promise<void>) =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    await office.work();
    await work(office);
  });

/** One notice on its way by SMS. */
const withText = (work: (office: PostOffice) => Promise<void>) =>
  withPostOffice(async (office) => {
    await office.queue(office.wish({ channels: ["sms"] }));
    await office.work();
    await work(office);
  });

/** Status of the answer; a promise that nothing is written goes along. */
async function unheard({ services, fetch }: PostOffice, url: string, init: RequestInit): Promise<number> {
  const before = (await services.platform.head()).size;
  const response = await fetch(new Request(url, init));
  await response.body?.cancel();
  assert.equal((await services.platform.head()).size, before);
  return response.status;
}

Deno.test("T11: WhatsApp's word counts only as these very bytes, signed with one of our secrets", () =>
  withSent(async (office) => {
    const [sent] = office.whatsapp.sent,
      raw = office.whatsapp.notice(sent!, [{ status: "failed", code: 131026 }]);
    const good = signedByMeta(raw), refused = (init: RequestInit) => unheard(office, META, init);
    const text = new TextDecoder().decode(raw);
    const other = new TextEncoder().encode(JSON.stringify(JSON.parse(text.replace("131026", "131049"))));
    const rewritten = new TextEncoder().encode(text.replaceAll("ñ", "\\u00f1"));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(rewritten)), JSON.parse(text));
    for (
      const [why, init] of Object.entries<RequestInit>({
        unsigned: { method: "POST", body: raw },
        "another secret": signedByMeta(raw, "un-secreto-cualquiera"),
        "the verify token": signedByMeta(raw, WHATSAPP.verifyToken),
        "other bytes": { ...good, body: other },
        "the same written otherwise": { ...good, body: rewritten },
        "one byte more": { ...good, body: new Uint8Array([...raw, 32]) },
        "an empty body": { ...good, body: "" },
        "no hex": { ...good, headers: { "x-hub-signature-256": "sha256=zz" } },
        "the older header": {
          ...good,
          headers: { "x-hub-signature": new Headers(good.headers).get("x-hub-signature-256")! },
        },
      })
    ) {
      assert.equal(await refused(init), 403, why);
    }
    assert.equal(await refused({ ...good, body: new Uint8Array(1024 * 1024 + 1) }), 413);
    const inRotation = signedByMeta(raw, "el-secreto-que-viene");
    assert.equal((await office.fetch(new Request(META, inRotation))).status, 200);
    assert.equal(await refused(good), 200, "a replay is taken and changes nothing");
  }));

Deno.test("T11: what WhatsApp says of other things and other numbers is taken and changes nothing", () =>
  withSent(async (office) => {
    const [sent] = office.whatsapp.sent,
      bytes = (value: unknown) =>
        new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
    const account = "whatsapp_business_account";
    const value = { metadata: { phone_number_id: WHATSAPP.phoneNumberId }, statuses: [{ id: 5 }, null, "x"] };
    for (
      const [why, raw] of Object.entries({
        "a status nobody knows": office.whatsapp.notice(sent!, [{ status: "warmed_up" }]),
        "another number": office.whatsapp.notice(sent!, [{ status: "delivered" }], {
          phoneNumberId: "999999999",
        }),
        "another message": office.whatsapp.notice({ ...sent!, id: "wamid.otro" }, [{ status: "delivered" }]),
        "a message of a person": bytes({
          object: account,
          entry: [{ changes: [{ field: "messages", value: {} }] }],
        }),
        "statuses that are none": bytes({
          object: account,
          entry: [{ changes: [{ field: "messages", value }] }],
        }),
        "another field": bytes({
          object: account,
          entry: [{ changes: [{ field: "account_update", value: {} }] }],
        }),
        "another object": bytes({ object: "page", entry: [] }),
        "no JSON": bytes("{"),
        "no UTF-8": new Uint8Array([0xff, 0xfe]),
        nothing: bytes("null"),
      })
    ) {
      assert.equal(await unheard(office, META, signedByMeta(raw)), 200, why);
    }
  }));

Deno.test("a notice with hundreds of words, of ours and of others, in any order, is read whole", () =>
  withPostOffice(async (office) => {
    const subjects = Array.from({ length: 12 }, (_, i) => `factura ${i}`);
    await office.queue(...subjects.map((subject) => office.wish({ subject })));
    await office.work();
    const notices = office.whatsapp.sent.flatMap((sent) => [
      office.whatsapp.notice(sent, [{ status: "read" }]),
      office.whatsapp.notice(sent, [{ status: "sent" }, { status: "delivered" }]),
      office.whatsapp.notice(sent, [{ status: "delivered" }], { phoneNumberId: "999999999" }),
    ]);
    const entry = notices.reverse().flatMap((raw) => JSON.parse(new TextDecoder().decode(raw)).entry);
    const raw = new TextEncoder().encode(JSON.stringify({ object: "whatsapp_business_account", entry }));
    for (let i = 0; i < 2; i++) {
      assert.equal((await office.fetch(new Request(META, signedByMeta(raw)))).status, 200);
    }
    const types = await office.facts();
    for (const type of ["MessageDelivered", "MessageRead", "NoticeDelivered"]) {
      assert.equal(types.filter((one) => one === type).length, 12, type);
    }
  }));

Deno.test("Meta's question when the webhook is set up is answered to who knows the word", () =>
  withSent(async ({ fetch }) => {
    const ask = (query: Record<string, string>) =>
      fetch(new Request(`${META}?${new URLSearchParams(query)}`));
    const good = {
      "hub.mode": "subscribe",
      "hub.verify_token": WHATSAPP.verifyToken,
      "hub.challenge": "1158201444",
    };
    const answer = await ask(good);
    assert.deepEqual([answer.status, await answer.text()], [200, "1158201444"]);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/plain/);
    for (
      const wrong of [
        { ...good, "hub.verify_token": "otra" },
        { ...good, "hub.verify_token": "" },
        { ...good, "hub.mode": "unsubscribe" },
        { ...good, "hub.challenge": "<script>" },
        { ...good, "hub.challenge": "" },
      ]
    ) {
      assert.equal((await ask(wrong)).status, 403);
    }
  }));

Deno.test("T11: Twilio's word counts only for the address we gave it, these fields and one of our tokens", () =>
  withText(async (office) => {
    const [sent] = office.twilio.sent, made = office.twilio.callback(sent!, "delivered");
    assert.ok(made.url.startsWith(`${TWILIO}?ref=`));
    const elsewhere = made.url.replace("caserito.test", "evil.test");
    const { init: evil } = office.twilio.callback({ ...sent!, callback: elsewhere }, "delivered");
    const headers = { "x-forwarded-host": "evil.test", ...Object.fromEntries(new Headers(evil.headers)) };
    const forged = { ...evil, headers };
    const refused = (url: string, init: RequestInit) => unheard(office, url, init);
    const body = String(made.init.body);
    for (
      const [why, url, init] of [
        ["unsigned", made.url, { method: "POST", body: new URLSearchParams(body) }],
        ["another token", made.url, office.twilio.callback(sent!, "delivered", { token: "otra" }).init],
        ["other fields", made.url, { ...made.init, body: body.replace("delivered", "undelivered") }],
        ["one field more", made.url, { ...made.init, body: `${body}&ErrorCode=30003` }],
        ["another message's address", `${TWILIO}?ref=0192f0c1-0000-8000-a000-000000000051.1`, made.init],
        ["a longer address", `${made.url}&x=1`, made.init],
        ["no query", TWILIO, made.init],
        ["signed for a host that a header names", made.url, forged],
      ] as readonly (readonly [string, string, RequestInit])[]
    ) {
      assert.equal(await refused(url, init), 403, why);
    }
    assert.equal(await refused(made.url, { ...made.init, body: "a".repeat(16 * 1024 + 1) }), 413);
    for (const status of ["queued", "sending", "teleported"]) {
      const { url, init } = office.twilio.callback(sent!, status);
      assert.equal(await refused(url, init), 200, status);
    }
    const rotated = office.twilio.callback(sent!, "delivered", { token: "la-ficha-que-viene" });
    assert.equal((await office.fetch(new Request(rotated.url, rotated.init))).status, 200);
    assert.deepEqual(await office.states(), ["overdue_6 delivered sms "]);
    assert.equal(await refused(made.url, made.init), 200, "a replay is taken and changes nothing");
    const late = office.twilio.callback(sent!, "undelivered", { errorCode: 30003 });
    assert.equal(await refused(late.url, late.init), 200, "a late failure of what arrived");
  }));

Deno.test("T11: one message's word is no word on another one", () =>
  withPostOffice(async (office) => {
    await office.queue(
      office.wish({ subject: "a", channels: ["sms"] }),
      office.wish({ subject: "b", channels: ["sms"] }),
    );
    await office.work();
    const [a, b] = office.twilio.sent;
    const crossed = office.twilio.callback({ ...a!, sid: "SM" + "f".repeat(32) }, "delivered");
    assert.equal(
      await unheard(office, crossed.url, crossed.init),
      200,
      "an id that is not the one this try got",
    );
    assert.equal(await office.twilioSays("delivered", { nth: 1 }), 200);
    assert.deepEqual((await office.states()).toSorted(), ["overdue_6 delivered sms ", "overdue_6 sent sms "]);
    assert.notEqual(a!.sid, b!.sid);
  }));

Deno.test("webhooks are not there at a shop's host, nor where no carrier is set up", async () => {
  await withSent(async (office) => {
    const [sent] = office.whatsapp.sent, raw = office.whatsapp.notice(sent!, [{ status: "delivered" }]);
    const host = "http://bodega-lucha.caserito.test";
    assert.equal(await unheard(office, `${host}/avisos/whatsapp`, signedByMeta(raw)), 404);
    assert.equal(await unheard(office, `${host}/avisos/twilio`, { method: "POST" }), 404);
  });
  await withServices(async (services) => {
    const fetch = await appOver(services);
    for (const url of [META, TWILIO]) {
      assert.equal((await fetch(new Request(url, { method: "POST" }))).status, 404);
    }
    assert.equal(
      (await fetch(new Request(`${META}?hub.mode=subscribe&hub.verify_token=&hub.challenge=1`))).status,
      404,
    );
  });
});

Deno.test("a carrier's fault that comes by webhook stands in the log for an operator, without the person", () =>
  withSent(async (office) => {
    const heard = await heardErrors(async () => {
      assert.equal(await office.meta([{ status: "failed", code: 131042 }]), 200);
    });
    assert.deepEqual(heard, [[
      "whatsapp refuses us: 131042. Look at its token, its number and its bill",
    ]]);
  }));

Deno.test("a log that cannot be written to is a word to be said again", () =>
  withSent(async (office) => {
    const { platform } = office.services, append = platform.append;
    platform.append = () => Promise.resolve({ ok: false, error: { type: "StoreUnavailable", detail: "" } });
    try {
      assert.equal(await office.meta([{ status: "delivered" }]), 503);
    } finally {
      platform.append = append;
    }
    assert.equal(await office.meta([{ status: "delivered" }]), 200);
    assert.deepEqual(await office.states(), ["overdue_6 delivered whatsapp "]);
  }));
