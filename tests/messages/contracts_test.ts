import assert from "node:assert/strict";
import type { KindName } from "../../domain/messages/kinds.ts";
import { CODE_TEMPLATES, NOTICES, wordsOf } from "../../i18n/es_pe/notices.ts";
import { carrierMessages } from "../../integrations/messages/mod.ts";
import { smsCarrier } from "../../integrations/sms/carrier.ts";
import { whatsAppCarrier } from "../../integrations/whatsapp/carrier.ts";
import { CONTRACTS_MISSING, twilioContract, whatsAppContracts } from "../support/carriers/contracts.ts";
import { FakeTwilio, TWILIO } from "../support/carriers/fake_twilio.ts";
import { FakeWhatsApp, WHATSAPP } from "../support/carriers/fake_whatsapp.ts";
import { HandClock } from "../support/hand_clock.ts";
import { queuedOf } from "../support/queued_message.ts";

const skipped = CONTRACTS_MISSING && `skipped: no descriptions at ${CONTRACTS_MISSING}, set CASERITO_SHARED`;

Deno.test({
  name: skipped ?? "every request to a carrier is one that its published description allows",
  ignore: skipped !== null,
  fn: async () => {
    await using whatsapp = new FakeWhatsApp(new HandClock());
    await using twilio = new FakeTwilio();
    const carriers = [
      whatsAppCarrier({ ...WHATSAPP, apiUrl: whatsapp.origin }),
      smsCarrier({ ...TWILIO, apiUrl: twilio.origin, callbackUrl: "https://caserito.test/avisos/twilio" }),
    ];
    for (const kind of Object.keys(NOTICES) as KindName[]) {
      const words = wordsOf(queuedOf({ kind }), {
        name: "Lucha",
        shop: "Bodega Ñañita",
        link: "https://bodega.caserito.test/plan",
        optOut: null,
      });
      for (const carrier of carriers) {
        const parcel = { to: "+51900000001", reference: "0192f0c1-0000-8000-a000-000000000051.1", ...words };
        assert.ok((await carrier.send(parcel)).ok, `${carrier.channel} ${kind}`);
      }
    }
    const code = { name: CODE_TEMPLATES.code, body: ["123456"], button: "123456" };
    for (const carrier of carriers) {
      await carrierMessages([carrier], () => code)
        .send({
          to: "+51900000001",
          purpose: "code",
          subject: null,
          text: "123456 es tu código",
          code: "123456",
        });
    }
    const { send, webhook } = whatsAppContracts(), sms = twilioContract();
    assert.equal(whatsapp.heard.length, Object.keys(NOTICES).length + 1);
    for (const { body } of whatsapp.heard) assert.deepEqual(send(JSON.parse(body)), [], body);
    for (const { body } of twilio.heard) assert.deepEqual(sms(new URLSearchParams(body)), [], body);
    // The fake says nothing that Meta would not.
    const notice = whatsapp.notice(whatsapp.sent[0]!, [{ status: "delivered" }, {
      status: "failed",
      code: 131026,
    }]);
    assert.deepEqual(webhook(JSON.parse(new TextDecoder().decode(notice))), []);
    // The checks themselves see what is wrong.
    const { template: _, ...bare } = JSON.parse(whatsapp.heard[0]!.body);
    assert.notDeepEqual(send(bare), []);
    assert.notDeepEqual(send({ ...bare, template: { name: "x", language: {} } }), []);
    assert.notDeepEqual(sms(new URLSearchParams({ Body: "x" })), []);
    assert.notDeepEqual(sms(new URLSearchParams({ To: "+51900000001", Text: "x" })), []);
    const covered = [
      "WhatsApp POST /{Version}/{Phone-Number-ID}/messages",
      "WhatsApp webhook",
      "Twilio CreateMessage",
    ];
    // deno-lint-ignore no-console -- what was covered is a figure of the test
    console.log(`${covered.length} operations: ${covered.join("; ")}`);
  },
});
