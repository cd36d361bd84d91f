import assert from "node:assert/strict";
import { requestCode } from "../../commands/people/phone_code.ts";
import { readEnvironment } from "../../config.ts";
import { keptMessages } from "../../events/store/control/messages.ts";
import { emailCarrier } from "../../integrations/email/carrier.ts";
import { CODE_WORDS } from "../../i18n/es_pe/people.ts";
import { openMessages } from "../../compose_messages.ts";
import { FakeSmtp } from "../support/carriers/fake_smtp.ts";
import { MAIL, PHONE, type PostOffice, withPostOffice } from "../support/carriers/post_office.ts";
import { noticeWishes } from "../../commands/messages/queue.ts";
import { outboxDispatcher } from "../../workers/outbox_dispatcher.ts";

const ask = ({ services }: PostOffice, phone: string) =>
  requestCode({ ...services, words: CODE_WORDS }, { phone });

Deno.test("a code goes out at once by SMS and stands nowhere", () =>
  withPostOffice(async (office) => {
    assert.ok((await ask(office, PHONE)).ok);
    const code = /\b\d{6}\b/.exec(office.twilio.sent[0]?.body ?? "")?.[0];
    assert.equal(
      office.twilio.sent[0]?.body.split(". ")[0],
      `${code} es tu codigo de Caserito`,
      "cheap letters",
    );
    const { control, platform } = office.services;
    assert.deepEqual(await keptMessages(control), []);
    assert.equal((await platform.head()).size, 0, "no fact of it");
    const rows = await control.all("SELECT * FROM one_time_code");
    assert.equal(rows.length, 1);
    assert.ok(code && !JSON.stringify(rows).includes(code));
  }));

Deno.test("a code that SMS does not take goes by WhatsApp, in the template that copies it", () =>
  withPostOffice(async (office) => {
    office.twilio.troubles.set(PHONE, [{ status: 400, code: 21614 }]);
    assert.ok((await ask(office, PHONE)).ok);
    assert.equal(office.whatsapp.sent[0]?.name, "caserito_codigo");
    assert.match(office.whatsapp.sent[0]?.body[0] ?? "", /^\d{6}$/);
    assert.ok((await ask(office, "+51900000002")).ok);
    assert.match(office.twilio.sent[0]?.body ?? "", /cuenta/, "a stranger is told that they have none");
  }));

Deno.test("a code that no carrier takes is an error without phone and code in it", () =>
  withPostOffice(async (office) => {
    office.twilio.troubles.set(PHONE, [{ status: 500 }]);
    office.whatsapp.troubles.set(PHONE.slice(1), [{ status: 400, code: 131026 }]);
    const failed = await ask(office, PHONE).then(() => null, String);
    assert.equal(failed, "Error: a code was not sent: sms http_500, whatsapp 131026");
  }));

Deno.test("without carriers, production offers no codes and lets what is due wait", () =>
  withPostOffice(async (office) => {
    const production = readEnvironment({ CASERITO_ENV: "production", CASERITO_BASE_DOMAIN: "caserito.test" });
    const none = openMessages(
      production,
      () => assert.fail("nothing is kept"),
      () => assert.fail("nothing is written"),
    );
    assert.deepEqual([none.messages.ready, Object.keys(none.post.carriers)], [false, []]);
    await assert.rejects(none.messages.send({ to: PHONE, purpose: "code", subject: null, text: "" }));
    await office.queue(office.wish());
    const services = { ...office.services, post: none.post };
    const never = () => assert.fail("there is nothing to do");
    const { signal } = new AbortController(), turn = { services, signal, report: never, holdJob: never };
    await outboxDispatcher.run(turn);
    assert.deepEqual(await office.states(), ["overdue_6 queued whatsapp "]);
  }));

Deno.test("in development codes and notices stand in the inbox, where their delivery is their keeping", () =>
  withPostOffice(async (office) => {
    assert.ok((await ask(office, PHONE)).ok);
    await office.queue(...noticeWishes(office.wish()));
    await office.work();
    const kept = await keptMessages(office.services.control);
    assert.deepEqual(kept.map(({ to, purpose }) => `${purpose} ${to}`).sort(), [
      `code ${PHONE}`,
      `notice ${PHONE}`,
      `notice ${MAIL}`,
    ]);
    assert.deepEqual(await office.states(), ["overdue_6 delivered email ", "overdue_6 delivered whatsapp "]);
    assert.equal((await office.facts()).filter((type) => type === "NoticeDelivered").length, 2);
    const page = await office.fetch(new Request("http://caserito.test/dev/mensajes"));
    assert.match(await page.text(), /se detienen las ventas de Bodega Lucha/);
  }, { without: ["WHATSAPP", "TWILIO", "SMTP", "MAIL"] }));

Deno.test("mail: a wrong password pages, and a server that is gone is tried again", async () => {
  const parcel = {
    to: "rosa@caserito.test",
    reference: "a.1",
    whatsapp: { name: "x", body: [], button: null },
    sms: "",
    email: { subject: "Tu plan vence mañana", text: "Hola, Ñaña" },
  };
  const from = "Caserito <avisos@caserito.test>";
  let url: string;
  {
    await using smtp = await FakeSmtp.start();
    url = smtp.url();
    const wrong = await emailCarrier({ url: smtp.url("otra"), from }).send(parcel);
    assert.deepEqual(wrong, { ok: false, error: { code: "smtp_535", action: "page", retryAfterMs: null } });
    const sent = await emailCarrier({ url, from }).send(parcel);
    assert.deepEqual(sent, { ok: true, value: { carrierId: "<a.1@caserito.test>", delivered: true } });
    assert.match(smtp.mails[0]?.raw ?? "", /^Message-ID: <a\.1@caserito\.test>\r$/m);
  }
  const gone = await emailCarrier({ url, from }).send(parcel);
  assert.ok(!gone.ok);
  assert.equal(gone.error.action, "retry");
});

Deno.test("half a carrier is refused by the name of what is missing, and no value is repeated", () => {
  const said = (variables: Record<string, string>) => {
    try {
      readEnvironment(variables);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.equal(
    said({ CASERITO_SMTP_URL: "smtps://a:secreto@correo.example.pe" }),
    "CASERITO_MAIL_FROM: needed with CASERITO_SMTP_URL",
  );
  const whatsapp = said({
    CASERITO_WHATSAPP_TOKEN: "secreto",
    CASERITO_WHATSAPP_APP_SECRET: "secreto-de-la-app",
  });
  assert.match(whatsapp, /^CASERITO_WHATSAPP_PHONE_NUMBER_ID: .*\nCASERITO_WHATSAPP_VERIFY_TOKEN: /);
  assert.doesNotMatch(whatsapp, /secreto/);
  assert.match(said({ CASERITO_TWILIO_FROM: "Caserito" }), /^CASERITO_TWILIO_FROM: /);
  assert.match(said({ CASERITO_SMTP_URL: "http://correo.example.pe" }), /^CASERITO_SMTP_URL: /);
});
