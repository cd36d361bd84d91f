import assert from "node:assert/strict";
import { queueMessages, type Wish } from "../../../commands/messages/queue.ts";
import { createShop, systemContext } from "../../../commands/shops/create_shop.ts";
import type { Services } from "../../../compose.ts";
import { outboxLines } from "../../../events/projections/outbox/queries.ts";
import type { Shop } from "../../../events/store/control/shops.ts";
import { centimos } from "../../../kernel/money.ts";
import { limaDay } from "../../../kernel/time.ts";
import { jobHolder, type Turn, type WorkerReport } from "../../../workers/job.ts";
import { outboxDispatcher } from "../../../workers/outbox_dispatcher.ts";
import { appOver, type Fetch } from "../app.ts";
import type { HandClock } from "../hand_clock.ts";
import { withServices } from "../services.ts";
import { FakeSmtp } from "./fake_smtp.ts";
import { FakeTwilio, TWILIO } from "./fake_twilio.ts";
import { FakeWhatsApp, type Said, signedByMeta, WHATSAPP } from "./fake_whatsapp.ts";

export const PHONE = "+51900000001", MAIL = "lucha@caserito.test";
export const INVOICE = "0192f0c1-0000-7000-8000-000000000002";

/** A platform with one shop, whose owner has a phone and a mailbox, and all carriers faked. It is nine in the morning. */
export interface PostOffice {
  readonly services: Services;
  readonly clock: HandClock;
  readonly shop: Shop;
  readonly ownerId: string;
  readonly whatsapp: FakeWhatsApp;
  readonly twilio: FakeTwilio;
  readonly smtp: FakeSmtp;
  readonly fetch: Fetch;
  wish(wish?: Partial<Wish>): Wish;
  queue(...wishes: Wish[]): Promise<number>;
  /** One turn of the worker; what it reported. */
  work(holder?: string): Promise<readonly string[]>;
  /** Types of the facts of all messages, and of what they made, in the order of the log. */
  facts(): Promise<readonly string[]>;
  states(): Promise<readonly string[]>;
  /** Meta's signed word on the nth template sent; the answer's status. */
  meta(said: readonly Said[], options?: { nth?: number; withReference?: boolean }): Promise<number>;
  /** Twilio's signed word on the nth text sent. */
  twilioSays(status: string, options?: { nth?: number; errorCode?: number }): Promise<number>;
}

export const carrierVariables = (whatsapp: FakeWhatsApp, smtp: FakeSmtp) => ({
  CASERITO_WHATSAPP_TOKEN: WHATSAPP.token,
  CASERITO_WHATSAPP_PHONE_NUMBER_ID: WHATSAPP.phoneNumberId,
  CASERITO_WHATSAPP_APP_SECRET: `${WHATSAPP.appSecret}, el-secreto-que-viene`,
  CASERITO_WHATSAPP_VERIFY_TOKEN: WHATSAPP.verifyToken,
  CASERITO_WHATSAPP_API_URL: whatsapp.origin,
  CASERITO_SMTP_URL: smtp.url(),
  CASERITO_MAIL_FROM: "Caserito <avisos@caserito.test>",
});
const variables = (whatsapp: FakeWhatsApp, twilio: FakeTwilio, smtp: FakeSmtp) => ({
  ...carrierVariables(whatsapp, smtp),
  CASERITO_TWILIO_ACCOUNT_SID: TWILIO.accountSid,
  CASERITO_TWILIO_AUTH_TOKEN: `${TWILIO.authToken}, la-ficha-que-viene`,
  CASERITO_TWILIO_FROM: TWILIO.from,
  CASERITO_TWILIO_API_URL: twilio.origin,
});

export async function withPostOffice(
  work: (office: PostOffice) => Promise<void>,
  { email = MAIL as string | null, without = [] as readonly string[] } = {},
): Promise<void> {
  let clockOfFake: { now: HandClock["now"] } | undefined;
  await using whatsapp = new FakeWhatsApp({ now: () => clockOfFake!.now() });
  await using twilio = new FakeTwilio();
  await using smtp = await FakeSmtp.start();
  const given = Object.fromEntries(
    Object.entries(variables(whatsapp, twilio, smtp)).filter(([name]) =>
      !without.some((group) => name.includes(group))
    ),
  );
  await withServices(async (services, clock) => {
    clockOfFake = clock;
    clock.forward(10.5 * 3_600_000); // 09:00 of 1 March in Lima
    const made = await createShop(services, {
      slug: "bodega-lucha",
      name: "Bodega Lucha",
      niche: "minimarket",
      address: null,
      ruc: null,
      registers: ["Caja 1"],
      people: [{ name: "Lucha Quispe", role: "owner", email, phone: PHONE, password: null, pin: null }],
    });
    assert.ok(made.ok);
    const shop = made.value;
    const owner = await services.control.first<{ person_id: string }>(
      "SELECT person_id FROM staff WHERE shop_id = ?",
      [shop.id],
    );
    await work(
      officeOf(services, clock, shop, owner!.person_id, { whatsapp, twilio, smtp }, await appOver(services)),
    );
  }, given);
}

function officeOf(
  services: Services,
  clock: HandClock,
  shop: Shop,
  ownerId: string,
  fakes: Pick<PostOffice, "whatsapp" | "twilio" | "smtp">,
  fetch: Fetch,
): PostOffice {
  const { platform, ids } = services;
  return {
    services,
    clock,
    shop,
    ownerId,
    fetch,
    ...fakes,
    wish: (wish = {}) => ({
      shop: shop.id,
      kind: "overdue_6",
      subject: INVOICE,
      day: limaDay(clock.now()),
      personId: null,
      notBefore: clock.now(),
      invoiceId: INVOICE,
      amountCentimos: centimos(5000),
      ...wish,
    }),
    async queue(...wishes) {
      const queued = await queueMessages(systemContext(services, platform), { id: ids.next() }, { wishes });
      assert.ok(queued.ok, JSON.stringify(queued));
      return queued.value.outcome.queued;
    },
    async work(holder = "process-1") {
      const lines: Omit<WorkerReport, "job">[] = [];
      const turn: Turn = {
        services,
        signal: new AbortController().signal,
        report: (line) => lines.push(line),
        holdJob: jobHolder(services, outboxDispatcher.name, holder),
      };
      await outboxDispatcher.run(turn);
      return lines.map(({ message }) => message);
    },
    async facts() {
      return (await platform.read({ limit: 500 })).map(({ type }) => type);
    },
    async states() {
      const lines = await outboxLines(platform.db, { limit: 100 });
      return lines.map(({ kind, state, channel, code }) => [kind, state, channel, code].join(" ")).sort();
    },
    async meta(said, { nth = 0, withReference = true } = {}) {
      const raw = fakes.whatsapp.notice(fakes.whatsapp.sent[nth]!, said, { withReference });
      return (await fetch(new Request("http://caserito.test/avisos/whatsapp", signedByMeta(raw)))).status;
    },
    async twilioSays(status, { nth = 0, ...options } = {}) {
      const { url, init } = fakes.twilio.callback(fakes.twilio.sent[nth]!, status, options);
      return (await fetch(new Request(url, init))).status;
    },
  };
}
