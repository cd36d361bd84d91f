import assert from "node:assert/strict";
import { optOutToken } from "../../commands/messages/contact.ts";
import { dispatch } from "../../commands/messages/dispatch.ts";
import { startTry } from "../../commands/messages/move.ts";
import { messageIdOf, messageQueued, messagesToQueue, noticeWishes } from "../../commands/messages/queue.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { handle } from "../../commands/handle.ts";
import { NoticeDelivered } from "../../events/facts/membership.ts";
import { channelHealth } from "../../events/projections/outbox/queries.ts";
import { ok } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { compareRebuild } from "../../events/projections/compare.ts";
import { PLATFORM_BOOKS } from "../../compose.ts";
import { CLAIM_MS, SILENCE_MS } from "../../domain/messages/timing.ts";
import type { Channel } from "../../kernel/carrier.ts";
import { HostBrowser } from "../support/host_browser.ts";
import { INVOICE, MAIL, PHONE, type PostOffice, withPostOffice } from "../support/carriers/post_office.ts";

const HOUR = 3_600_000;
const PHONE_DIGITS = PHONE.slice(1);
const logOf = ({ services }: PostOffice) => ({
  ...systemContext(services, services.platform),
  random: () => 0.5,
});

Deno.test("a notice goes from its fact to the owner's phone, and its delivery is what a block reads", () =>
  withPostOffice(async (office) => {
    assert.equal(await office.queue(office.wish()), 1);
    assert.deepEqual(await office.work(), []);
    const [sent] = office.whatsapp.sent;
    assert.deepEqual([sent?.to, sent?.name, sent?.body.slice(0, 2)], [
      PHONE_DIGITS,
      "caserito_vencido_6_dias",
      ["Lucha", "Bodega Lucha"],
    ]);
    assert.ok(sent?.body.some((text) => text.startsWith("http://caserito.test/pagar/")), "the signed bill");
    assert.deepEqual(await office.facts(), ["MessageQueued", "MessageAttempted", "MessageSent"]);
    assert.equal(await office.meta([{ status: "delivered" }]), 200);
    const [arrived, notice] = await office.services.platform.read({ after: 3, limit: 10 });
    assert.equal(arrived?.type, "MessageDelivered");
    assert.deepEqual([notice?.type, notice?.stream, arrived?.cmd === notice?.cmd], [
      NoticeDelivered.type,
      `membership-${office.shop.id}`,
      true,
    ]);
    const { noticeId: _, ...said } = notice?.data as Record<string, unknown>;
    assert.deepEqual(said, {
      shop: office.shop.id,
      invoiceId: INVOICE,
      kind: "overdue_6",
      channel: "whatsapp",
    });
    for (const word of ["delivered", "sent", "failed"] as const) {
      assert.equal(await office.meta([{ status: word }]), 200);
    }
    assert.equal((await office.facts()).length, 5, "said again, or too late, it changes nothing");
  }));

Deno.test("no fact, no row of the outbox and no log line holds a phone, a mail or a name", () =>
  withPostOffice(async (office) => {
    office.whatsapp.troubles.set(PHONE_DIGITS, [{ status: 400, code: 131026 }]);
    office.twilio.troubles.set(PHONE, [{ status: 400, code: 21614 }]);
    await office.queue(office.wish());
    const lines = [...await office.work(), ...await office.work(), ...await office.work()];
    const { platform } = office.services;
    const rows = await platform.db.all("SELECT * FROM outbox");
    const all = JSON.stringify([await platform.read({ limit: 100 }), rows, lines]);
    assert.equal(office.smtp.mails[0]?.to, MAIL);
    for (const personal of [PHONE_DIGITS, PHONE_DIGITS.slice(2), "lucha@", "Quispe"]) {
      assert.ok(!all.includes(personal), personal);
    }
  }));

Deno.test("WhatsApp falls back to SMS and SMS to e-mail, each once", () =>
  withPostOffice(async (office) => {
    office.whatsapp.troubles.set(PHONE_DIGITS, [{ status: 400, code: 131026 }]);
    office.twilio.troubles.set(PHONE, [{ status: 400, code: 21614 }]);
    await office.queue(office.wish());
    for (let turn = 0; turn < 4; turn++) assert.deepEqual(await office.work(), []);
    assert.deepEqual(
      [office.whatsapp.heard.length, office.twilio.heard.length, office.smtp.mails.length],
      [1, 1, 1],
    );
    assert.deepEqual(await office.states(), ["overdue_6 delivered email 21614"]);
    const types = await office.facts();
    assert.deepEqual(types.slice(-4), [
      "MessageAttempted",
      "MessageSent",
      "MessageDelivered",
      "NoticeDelivered",
    ]);
  }));

Deno.test("a failure that comes by webhook falls back too", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    await office.work();
    assert.equal(await office.meta([{ status: "sent" }, { status: "failed", code: 131026 }]), 200);
    await office.work();
    assert.match(office.twilio.sent[0]?.body ?? "", /^Caserito: en 2 dias se detienen/);
    assert.equal(await office.twilioSays("delivered"), 200);
    assert.deepEqual(await office.states(), ["overdue_6 delivered sms 131026"]);
    // The phone was only off: WhatsApp did arrive, and that is a second channel.
    assert.equal(await office.meta([{ status: "read" }]), 200);
    const notices = (await office.services.platform.read({ types: ["NoticeDelivered"], limit: 9 }))
      .map(({ data }) => (data as { channel: Channel }).channel);
    assert.deepEqual(notices, ["sms", "whatsapp"]);
  }));

Deno.test("`read` before `delivered`, and both before our own word, is one delivery", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    const id = messageIdOf(office.wish());
    const usable = new Set<Channel>(["whatsapp"]);
    const started = await startTry(logOf(office), id, { personId: office.ownerId, usable }, null);
    assert.ok(started.ok && started.value);
    // The carrier took it and speaks at once; the worker that sent it has not written yet.
    const answer = await office.services.post.carriers.whatsapp!.send({
      to: PHONE,
      reference: `${id}.1`,
      whatsapp: { name: "caserito_ultimo_dia", body: ["a"], button: null },
      sms: "",
      email: { subject: "", text: "" },
    });
    assert.ok(answer.ok);
    assert.equal(await office.meta([{ status: "read" }, { status: "delivered" }, { status: "sent" }]), 200);
    assert.deepEqual((await office.facts()).slice(2), [
      "MessageSent",
      "MessageDelivered",
      "MessageRead",
      "NoticeDelivered",
    ]);
    assert.deepEqual(await office.states(), ["overdue_6 read whatsapp "]);
  }));

Deno.test("a carrier that gives no reference back is told to say it again until our own word stands", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    const { whatsapp } = office.services.post.carriers;
    await whatsapp!.send({
      to: PHONE,
      reference: "none.1",
      whatsapp: { name: "caserito_codigo", body: ["1"], button: "1" },
      sms: "",
      email: { subject: "", text: "" },
    });
    assert.equal(await office.meta([{ status: "delivered" }], { withReference: false }), 503);
    assert.equal(
      await office.meta([{ status: "delivered" }]),
      200,
      "of a reference that is no message of ours",
    );
    await office.work();
    assert.equal(await office.meta([{ status: "delivered" }], { nth: 1, withReference: false }), 200);
    assert.deepEqual(await office.states(), ["overdue_6 delivered whatsapp "]);
  }));

Deno.test("queued twice is one message; another day, subject or kind is another", () =>
  withPostOffice(async (office) => {
    assert.equal(await office.queue(office.wish(), office.wish()), 1);
    assert.equal(await office.queue(office.wish()), 0);
    assert.equal(
      await office.queue(office.wish({ kind: "overdue_3" }), office.wish({ subject: "otra" })),
      2,
    );
    await office.work();
    assert.equal(office.whatsapp.sent.length, 3);
  }));

Deno.test("a message stands beside another command's facts in one append, or neither does", () =>
  withPostOffice(async (office) => {
    const { services } = office, context = systemContext(services, services.platform);
    const { fact, expected } = messageQueued(office.wish());
    const stream = `membership-${office.shop.id}`;
    const other = {
      definition: NoticeDelivered,
      stream,
      data: { shop: office.shop.id, noticeId: INVOICE, invoiceId: INVOICE, kind: "x", channel: "screen" },
    };
    const append = (id: string) =>
      handle(context, { id, type: "Bill", input: { id }, occurredAt: office.clock.now() }, async () => {
        const version = (await services.platform.stream(stream)).length;
        return ok({
          facts: [other, fact],
          expected: [{ stream, version }, expected],
          gate: "always" as const,
          outcome: null,
        });
      });
    assert.ok((await append(services.ids.next())).ok);
    assert.deepEqual(await office.states(), ["overdue_6 queued whatsapp "]);
    const again = await append(services.ids.next());
    assert.ok(!again.ok);
    assert.equal((again.error as { type: string }).type, "VersionConflict");
    assert.equal((await services.platform.stream(stream)).length, 1);
    assert.deepEqual((await messagesToQueue(services.platform, [office.wish()])).facts, []);
  }));

Deno.test("what a block waits for goes to the phone and to the mailbox; a reminder takes one way", () =>
  withPostOffice(async (office) => {
    await office.queue(...noticeWishes(office.wish()), ...noticeWishes(office.wish({ kind: "due_in_3" })));
    await office.work();
    assert.equal(
      await office.meta([{ status: "delivered" }], {
        nth: office.whatsapp.sent.findIndex(({ name }) => name === "caserito_vencido_6_dias"),
      }),
      200,
    );
    const notices = await office.services.platform.read({ types: ["NoticeDelivered"], limit: 9 });
    assert.deepEqual(notices.map(({ data }) => (data as { channel: Channel }).channel).sort(), [
      "email",
      "whatsapp",
    ]);
    assert.deepEqual([office.whatsapp.sent.length, office.smtp.mails.length], [2, 1]);
  }));

Deno.test("two workers, one effect", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish(), office.wish({ subject: "b" }), office.wish({ subject: "c" }));
    const ids = [undefined, "b", "c"].map((subject) => messageIdOf(office.wish(subject ? { subject } : {})));
    const { control, post } = office.services;
    const both = ids.flatMap((id) => [id, id, id]).map((id) =>
      dispatch({ control, post, log: logOf(office) }, id)
    );
    for (const done of await Promise.all(both)) assert.ok(done.ok);
    assert.equal(office.whatsapp.sent.length, 3);
    await Promise.all([office.work("process-1"), office.work("process-2")]);
    assert.equal(office.whatsapp.sent.length, 3);
  }));

Deno.test("of two that read a message at once, the one that writes first has the try", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    const id = messageIdOf(office.wish()), log = logOf(office), { store } = log;
    const to = { personId: office.ownerId, usable: new Set<Channel>(["whatsapp"]) };
    const read = store.stream.bind(store);
    let reads = 0;
    store.stream = async (stream) => {
      const events = await read(stream);
      if (++reads === 1) assert.ok((await startTry(log, id, to, null)).ok);
      return events;
    };
    const second = await startTry(log, id, to, null);
    assert.deepEqual(second, { ok: true, value: null });
    assert.equal((await office.facts()).filter((type) => type === "MessageAttempted").length, 1);
  }));

Deno.test("a worker that dies between sending and writing loses nothing and repeats once", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    const { services } = office, { whatsapp } = services.post.carriers, id = messageIdOf(office.wish());
    const dying = {
      ...services.post,
      carriers: {
        whatsapp: {
          ...whatsapp!,
          send: async (parcel: Parameters<NonNullable<typeof whatsapp>["send"]>[0]) => {
            await whatsapp!.send(parcel);
            throw new Error("the process is gone");
          },
        },
        email: services.post.carriers.email!,
      },
    };
    const die = () => dispatch({ control: services.control, post: dying, log: logOf(office) }, id);
    await assert.rejects(die(), /the process is gone/);
    assert.deepEqual(await office.states(), ["overdue_6 trying whatsapp "]);
    await office.work();
    assert.equal(office.whatsapp.sent.length, 1, "somebody may still be at it");
    office.clock.forward(CLAIM_MS);
    await die(); // writes that the first one was cut off
    office.clock.forward(60_000);
    await assert.rejects(die(), /the process is gone/);
    assert.equal(office.whatsapp.sent.length, 2);
    office.clock.forward(CLAIM_MS + 60_000);
    for (let turn = 0; turn < 3; turn++) await office.work();
    assert.deepEqual(
      [office.whatsapp.sent.length, office.twilio.sent.length],
      [2, 1],
      "the next channel then",
    );
  }));

Deno.test("a word from the carrier saves a message whose sender died", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    const { services } = office, id = messageIdOf(office.wish()), { whatsapp } = services.post.carriers;
    const to = { personId: office.ownerId, usable: new Set<Channel>(["whatsapp"]) };
    assert.ok((await startTry(logOf(office), id, to, null)).ok);
    const words = {
      whatsapp: { name: "x_y", body: ["a"], button: null },
      sms: "",
      email: { subject: "", text: "" },
    };
    await whatsapp!.send({ to: PHONE, reference: `${id}.1`, ...words });
    assert.equal(await office.meta([{ status: "sent" }]), 200);
    office.clock.forward(CLAIM_MS * 2);
    await office.work();
    assert.equal(office.whatsapp.sent.length, 1);
  }));

Deno.test("a message that a carrier took and never speaks of goes the next way after four hours", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish());
    await office.work();
    office.clock.forward(SILENCE_MS - 1);
    await office.work();
    assert.equal(office.twilio.sent.length, 0);
    office.clock.forward(1);
    await office.work();
    await office.work();
    assert.equal(office.twilio.sent.length, 1);
  }));

Deno.test("at night only the last warning goes; the rest waits for eight in the morning", () =>
  withPostOffice(async (office) => {
    office.clock.forward(12 * HOUR); // 21:00
    const at = { notBefore: office.clock.now() };
    // More of them than are looked at in one turn.
    await office.queue(
      ...Array.from({ length: 60 }, (_, i) => office.wish({ ...at, subject: `factura ${i}` })),
    );
    office.clock.forward(1);
    await office.queue(office.wish({ ...at, kind: "last_day", notBefore: office.clock.now() }));
    await office.work();
    assert.deepEqual(office.whatsapp.sent.map(({ name }) => name), ["caserito_ultimo_dia"]);
    office.clock.forward(11 * HOUR - 2);
    await office.work();
    assert.equal(office.whatsapp.sent.length, 1);
    office.clock.forward(1);
    for (let turn = 0; turn < 2; turn++) await office.work();
    assert.equal(office.whatsapp.sent.length, 61);
  }));

Deno.test("what is too late by its own date is dropped: a week of silence is followed by no flood", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish(), office.wish({ kind: "due_in_3" }));
    office.clock.forward(7 * 24 * HOUR);
    await office.work();
    assert.deepEqual(await office.states(), [
      "due_in_3 suppressed whatsapp too_late",
      "overdue_6 suppressed whatsapp too_late",
    ]);
    assert.equal(office.whatsapp.heard.length, 0);
  }));

Deno.test("three optional messages a day to one person, and the essential ones besides", () =>
  withPostOffice(async (office) => {
    const optional = ["a", "b", "c", "d"].map((subject) => office.wish({ kind: "due_in_3", subject }));
    for (const wish of optional) {
      await office.queue(wish);
      await office.work();
    }
    await office.queue(office.wish());
    await office.work();
    assert.equal(office.whatsapp.sent.length, 4);
    assert.equal((await office.states()).filter((line) => line.endsWith("limit")).length, 1);
    office.clock.forward(24 * HOUR);
    await office.queue(office.wish({ kind: "due_in_3", subject: "e" }));
    await office.work();
    assert.equal(office.whatsapp.sent.length, 5, "the next day they are counted anew");
  }));

Deno.test("who declines by the link of a mail gets no reminders, and still the warnings", () =>
  withPostOffice(async (office) => {
    const { services } = office, browser = new HostBrowser(office.fetch);
    await office.queue(office.wish({ kind: "due_in_7", channels: ["email"] }));
    await office.work();
    const raw = office.smtp.mails[0]!.raw.replaceAll("=\r\n", "").replaceAll("=3D", "=");
    const link = /http:\/\/caserito\.test\/avisos\/dejar\/\S+/.exec(raw)?.[0] ?? "";
    assert.equal(link.split("/").at(-1), await optOutToken(services.control, office.ownerId));
    const size = (await services.platform.head()).size;
    assert.match((await browser.get(link)).html, /Dejar los recordatorios/);
    assert.equal(
      (await services.platform.head()).size,
      size,
      "a program that follows links declines nothing",
    );
    assert.equal((await browser.post(link, { que: "dejar" })).status, 303);
    await office.queue(office.wish({ kind: "due_in_3" }), office.wish());
    await office.work();
    assert.deepEqual(office.whatsapp.sent.map(({ name }) => name), ["caserito_vencido_6_dias"]);
    assert.ok((await office.states()).includes("due_in_3 suppressed whatsapp opt_out"));
    assert.match((await browser.get(link)).html, /otra vez/);
    await browser.post(link, { que: "recibir" });
    await office.queue(office.wish({ kind: "due_in_3", subject: "b" }));
    await office.work();
    assert.equal(office.whatsapp.sent.length, 2);
    const [shopsHost, other] = [link.replace("//", "//bodega-lucha."), `${link.slice(0, -1)}x`];
    assert.equal((await browser.get(shopsHost)).status, 404);
    assert.equal((await browser.get(other)).status, 404);
    assert.equal((await browser.post(other, { que: "dejar" })).status, 404);
  }));

Deno.test("token, number and bill of a carrier are faults for an operator, and the person is told another way", () =>
  withPostOffice(async (office) => {
    for (const code of [190, 131042, 132001]) {
      office.whatsapp.troubles.set(PHONE_DIGITS, [{ status: 400, code }]);
      await office.queue(office.wish({ subject: String(code) }));
      const [line, ...more] = await office.work();
      assert.match(line ?? "", new RegExp(`^whatsapp .*${code}`));
      assert.deepEqual(more, []);
      await office.work();
    }
    assert.equal(office.twilio.sent.length, 3);
  }));

Deno.test("`Retry-After` and a server that is down are waited for; after every way a dead letter is left", () =>
  withPostOffice(async (office) => {
    office.whatsapp.troubles.set(PHONE_DIGITS, [
      { status: 429, code: 130429, retryAfter: 600 },
      { status: 503 },
      { status: 400, code: 131026 },
    ]);
    await office.queue(office.wish({ channels: ["whatsapp"] }));
    await office.work();
    office.clock.forward(599_000);
    await office.work();
    assert.equal(office.whatsapp.heard.length, 1);
    office.clock.forward(1_000);
    await office.work();
    assert.equal(office.whatsapp.heard.length, 2);
    office.clock.forward(2 * 60_000);
    const lines = await office.work();
    assert.match(lines[0] ?? "", /was given up: 131026/);
    assert.deepEqual(await office.states(), ["overdue_6 given_up whatsapp 131026"]);
    office.clock.forward(24 * HOUR);
    await office.work();
    assert.equal(office.whatsapp.heard.length, 3);
  }));

Deno.test("a mailbox that is full for now is tried again, and one that is none is not", () =>
  withPostOffice(async (office) => {
    const mail = (subject: string) => office.wish({ subject, channels: ["email"] });
    office.smtp.troubles.set(MAIL, [450]);
    await office.queue(mail("a"));
    await office.work();
    office.clock.forward(60_000);
    await office.work();
    office.smtp.troubles.set(MAIL, [550]);
    await office.queue(mail("b"));
    assert.match((await office.work()).join(), /given up: smtp_550/);
    assert.deepEqual(await office.states(), [
      "overdue_6 delivered email smtp_450",
      "overdue_6 given_up email smtp_550",
    ]);
  }));

Deno.test("a channel that is not set up, and an owner without a mailbox, are passed over", () =>
  withPostOffice(async (office) => {
    await office.queue(office.wish(), office.wish({ subject: "mail", channels: ["email"] }));
    await office.work();
    assert.deepEqual([office.whatsapp.heard.length, office.twilio.sent.length], [0, 1]);
    assert.deepEqual(
      await office.states(),
      [
        "overdue_6 sent whatsapp ",
        "overdue_6 suppressed email no_address",
      ].map((line) => line.replace("sent whatsapp", "sent sms")),
    );
  }, { email: null, without: ["WHATSAPP"] }));

Deno.test("how each channel is doing, for the operator; and the read model is what its facts say", () =>
  withPostOffice(async (office) => {
    office.whatsapp.troubles.set(PHONE_DIGITS, [{ status: 400, code: 131026 }]);
    await office.queue(office.wish());
    for (let turn = 0; turn < 2; turn++) await office.work();
    await office.queue(office.wish({ subject: "b", channels: ["whatsapp"] }));
    await office.work();
    await office.twilioSays("delivered");
    const { platform } = office.services, now = office.clock.now();
    const health = await channelHealth(platform.db, now);
    const figures = health.map((
      { channel, sent, delivered, failed, lastFault },
    ) => [channel, sent, delivered, failed, lastFault?.code ?? null]);
    assert.deepEqual(figures, [
      ["whatsapp", 1, 0, 1, "131026"],
      ["sms", 1, 1, 0, null],
      ["email", 0, 0, 0, null],
    ]);
    assert.equal((await channelHealth(platform.db, plusMs(now, 25 * HOUR)))[1]?.sent, 0);
    for (const { live, rebuilt, name } of await compareRebuild(platform, PLATFORM_BOOKS.projections)) {
      assert.equal(live, rebuilt, name);
    }
  }));
