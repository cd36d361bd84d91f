import assert from "node:assert/strict";
import { PUSH_READER } from "../../integrations/wallet_listener/reader.ts";
import { raisedNotices } from "../../events/store/control/wallet_notices.ts";
import { isOffline, sourceById, walletSources } from "../../events/store/control/wallet_sources.ts";
import { epochMsOf, plusMs } from "../../kernel/time.ts";
import { err, ok } from "../../kernel/result.ts";
import type { HandClock } from "../../tests/support/hand_clock.ts";
import { emptyShop, withServices } from "../../tests/support/services.ts";
import { systemContext } from "../shops/create_shop.ts";
import { hearHeartbeat, hearSigned, hearSimple } from "./listen.ts";
import { pairSource, revokeSource } from "./pair_source.ts";
import type { EvidenceInput } from "../../domain/payments/book.ts";
import type { WalletPlace } from "./place.ts";
import { provenAt, readSignature, signatureOf } from "./proof.ts";
import { readAgain } from "./read_again.ts";
import { type NoticeReader, openNotice } from "./take_notice.ts";

const YAPE = "com.bcp.innovacxion.yapeapp";
const PAID = "Ana Per* te envió un pago por S/ 56.7. El cód. de seguridad es: 666";
const yape = "0192f0c1-0000-7000-8000-00000000000a";

interface Phone {
  readonly place: WalletPlace;
  readonly clock: HandClock;
  readonly kept: EvidenceInput[];
  readonly sourceId: string;
  readonly secret: string;
  /** What it sends, signed now. */
  hear(
    said: Readonly<Record<string, unknown>>,
    options?: { readonly clockOffMs?: number; readonly reader?: NoticeReader },
  ): Promise<
    { readonly outcome: string; readonly repeated: boolean; readonly late: boolean } | {
      readonly refused: string;
    }
  >;
}

/** A phone of a shop, and an engine that keeps what it is given, once for each command. */
const withPhone = (work: (phone: Phone) => Promise<void>, kind: "signed" | "simple" = "signed") =>
  withServices(async (services, clock) => {
    const store = await emptyShop(services, "lucha"),
      kept: EvidenceInput[] = [],
      commands = new Map<string, string>();
    const place: WalletPlace = {
      control: services.control,
      owner: store.tenant,
      context: systemContext(services, store),
      keep: (_, { id, hash }, evidence) => {
        const before = commands.get(id), now = hash!.toHex();
        if (before !== undefined && before !== now) return Promise.resolve(err({ type: "CommandReused" }));
        if (before === undefined) kept.push(evidence);
        commands.set(id, now);
        return Promise.resolve(ok({ outcome: null, repeated: before !== undefined }));
      },
    };
    const sourceId = services.ids.next();
    const paired = await pairSource(place, { id: services.ids.next() }, {
      sourceId,
      kind,
      name: "Celular de caja",
      accounts: { yape },
    });
    assert.ok(paired.ok);
    const hear: Phone["hear"] = async (said, { clockOffMs = 0, reader = PUSH_READER } = {}) => {
      const now = clock.now();
      const body = kind === "signed"
        ? {
          listener_id: sourceId,
          package: YAPE,
          key: "k1",
          post_time_ms: epochMsOf(now),
          title: "",
          text: PAID,
          ...said,
        }
        : { package: YAPE, text: PAID, ...said };
      const bytes = new TextEncoder().encode(JSON.stringify(body));
      const source = await sourceById(place.control, place.owner, sourceId);
      assert.ok(source);
      const heard = kind === "signed"
        ? await hearSigned(place, source, { sentAt: plusMs(now, clockOffMs), body, bytes }, reader)
        : await hearSimple(place, source, { body, bytes, idempotencyKey: null }, reader);
      if (!heard.ok) return { refused: heard.error.type };
      const { taken: { outcome, late }, repeated } = heard.value;
      return { outcome, repeated, late };
    };
    await work({ place, clock, kept, sourceId, secret: paired.value.secret, hear });
  });

const once = (outcome: string, late = false) => ({ outcome, repeated: false, late });

Deno.test("a notification of money is evidence of trust 2, once: the same bytes are answered again, others under its number refused", () =>
  withPhone(async ({ hear, kept, clock, sourceId }) => {
    const said = { seq: 1, post_time_ms: epochMsOf(clock.now()) };
    assert.deepEqual(await hear(said), once("evidence"));
    assert.deepEqual(await hear(said), { ...once("evidence"), repeated: true });
    assert.deepEqual(await hear({ ...said, text: "Otra cosa" }), { refused: "NoticeRewritten" });
    assert.equal(kept.length, 1);
    const { amountCentimos, trust, payerName, masked, securityCode, accountId, deviceId, late, source } =
      kept[0]!;
    assert.deepEqual(
      { amountCentimos, trust, payerName, masked, securityCode, accountId, deviceId, late, source },
      {
        amountCentimos: 5670,
        trust: 2,
        payerName: "Ana Per*",
        masked: true,
        securityCode: "666",
        accountId: yape,
        deviceId: sourceId,
        late: false,
        source: "device_push",
      },
    );
    assert.equal(kept[0]!.occurredAt, clock.now());
  }));

Deno.test("two notices of one notification are one credit; two notifications that say the same are two", () =>
  withPhone(async ({ hear, kept, clock }) => {
    const at = epochMsOf(clock.now());
    assert.deepEqual(await hear({ seq: 1, post_time_ms: at }), once("evidence"));
    assert.deepEqual(await hear({ seq: 2, post_time_ms: at }), once("duplicate"));
    assert.deepEqual(
      await hear({ seq: 3, post_time_ms: at, group_summary: true, key: "k2" }),
      once("summary"),
    );
    assert.deepEqual(await hear({ seq: 5, post_time_ms: at + 1, key: "k3" }), once("evidence"));
    assert.deepEqual(
      await hear({ seq: 4, post_time_ms: at + 2, key: "k4" }),
      once("evidence"),
      "a queue may send out of order",
    );
    assert.equal(kept.length, 3);
  }));

Deno.test("what is no money gives no evidence, whatever it plays; what is unknown is kept sealed and raised", () =>
  withPhone(async ({ hear, kept, place }) => {
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{ package: "com.yape.app" }, "ignored"],
      [{ package: "com.bcp.innovacxion.yapeapp.fake" }, "ignored"],
      [{ package: "com.whatsapp" }, "ignored"],
      [{ text: "Ana Perez ha solicitado un pago por S/100" }, "ignored"],
      [{ text: "Yapeaste S/ 30 a Ana Perez" }, "ignored"],
      [{ text: "Hasta $150 dscto. en pasajes. Solo hoy" }, "ignored"],
      [{ text: "Contenido sensible oculto" }, "hidden"],
      [{ text: "Ana Perez te mandó plata: S/ 20" }, "unparsed"],
    ];
    for (const [i, [said, outcome]] of cases.entries()) {
      assert.deepEqual(
        await hear({ seq: i + 1, key: `k${i}`, ...said }),
        once(outcome),
        JSON.stringify(said),
      );
    }
    assert.deepEqual(kept, []);
    const raised = await raisedNotices(place.control, place.owner, 10);
    assert.deepEqual(raised.map(({ outcome }) => outcome), ["unparsed"]);
    assert.equal((await openNotice(place, raised[0]!))?.["text"], "Ana Perez te mandó plata: S/ 20");
    const rows = await place.control.all("SELECT * FROM wallet_notice");
    assert.ok(!JSON.stringify(rows).includes("Ana"), "in clear nowhere");
    const others = await place.control.all<{ sealed: string | null }>(
      "SELECT sealed FROM wallet_notice WHERE outcome = 'ignored' ORDER BY seq LIMIT 3",
    );
    assert.deepEqual(others.map(({ sealed }) => sealed), [null, null, null], "of other apps nothing is kept");
  }));

Deno.test("hidden text is a fault of the phone until money is read again", () =>
  withPhone(async ({ hear, place }) => {
    const fault = async () => (await walletSources(place.control, place.owner))[0]!.fault;
    await hear({ seq: 1, text: "Sensitive notification content hidden" });
    assert.equal(await fault(), "hidden");
    await hear({ seq: 2, key: "k2", text: "Recuerda que puedes yapear tus pagos" });
    assert.equal(await fault(), "hidden", "an advertisement shows nothing");
    await hear({ seq: 3, key: "k3" });
    assert.equal(await fault(), null);
  }));

Deno.test("old news is late; by a wrong clock it is late and trusted less, and reckoned back from its arrival", () =>
  withPhone(async ({ hear, kept, clock, place }) => {
    const at = epochMsOf(clock.now());
    assert.deepEqual(await hear({ seq: 1, post_time_ms: at - 3_600_000 }), once("evidence", true));
    assert.deepEqual([kept[0]!.trust, kept[0]!.occurredAt], [2, plusMs(clock.now(), -3_600_000)]);
    const fast = { clockOffMs: 600_000 };
    assert.deepEqual(
      await hear({ seq: 2, key: "k2", post_time_ms: at + 570_000 }, fast),
      once("evidence", true),
    );
    assert.deepEqual([kept[1]!.trust, kept[1]!.occurredAt], [1, plusMs(clock.now(), -30_000)]);
    assert.equal((await walletSources(place.control, place.owner))[0]!.fault, "clock");
    assert.deepEqual(await hear({ seq: 3, key: "k3", post_time_ms: at + 60_000 }), once("evidence"));
    assert.equal(kept[2]!.occurredAt, clock.now(), "nothing happens after it was told");
  }));

Deno.test("an app that cannot sign is trusted with 1, and two equal payments without a time are two", () =>
  withPhone(async ({ hear, kept, clock }) => {
    assert.deepEqual(await hear({}), once("evidence"));
    assert.deepEqual(await hear({}), once("evidence"));
    const timed = { post_time_ms: String(epochMsOf(clock.now())) };
    assert.deepEqual(await hear(timed), once("evidence"));
    assert.deepEqual(await hear(timed), { ...once("evidence"), repeated: true });
    assert.deepEqual(kept.map(({ trust }) => trust), [1, 1, 1]);
  }, "simple"));

Deno.test("a wallet that the phone has no account of is raised and settles nowhere", () =>
  withPhone(async ({ hear, kept, place }) => {
    const said = { package: "com.bbva.nxt_peru", text: "Ana Perez te plineó S/ 8.90" };
    assert.deepEqual(await hear({ seq: 1, ...said }), once("no_account"));
    assert.deepEqual([kept.length, (await walletSources(place.control, place.owner))[0]!.fault], [
      0,
      "no_account",
    ]);
  }));

Deno.test("a newer parser reads what an older one did not understand, late and once", () =>
  withPhone(async ({ hear, kept, place, clock }) => {
    const at = clock.now();
    await hear({ seq: 1, text: "Ana Perez te mandó plata: S/ 20" });
    await hear({ seq: 2, key: "k2", text: "Rosa te mandó plata: S/ 30" });
    clock.forward(86_400_000);
    const push: NoticeReader = {
      version: PUSH_READER.version + 1,
      read: ({ text = "" }) =>
        text.startsWith("Ana")
          ? {
            kind: "incoming",
            wallet: "yape",
            amountCentimos: 2000,
            payerName: "Ana Perez",
            masked: false,
            securityCode: null,
          }
          : { kind: "unparsed" },
    };
    const mail = { version: 1, read: () => ({ kind: "unparsed" }) as const };
    assert.equal(await readAgain(place, { push, mail }), 1);
    assert.deepEqual(
      kept.map(({ occurredAt, late, amountCentimos }) => ({ occurredAt, late, amountCentimos })),
      [
        { occurredAt: at, late: true, amountCentimos: 2000 },
      ],
    );
    assert.equal(await readAgain(place, { push, mail }), 0);
    assert.equal((await raisedNotices(place.control, place.owner, 10)).length, 1);
  }));

Deno.test("a signature is over the bytes and the second they were sent in; a secret is sealed, and gone once revoked", () =>
  withPhone(async ({ place, sourceId, secret, clock }) => {
    const { people } = place.context.store, bytes = new TextEncoder().encode('{"a":1}');
    const source = (await sourceById(place.control, place.owner, sourceId))!;
    const t = Math.floor(epochMsOf(clock.now()) / 1000), v1 = await signatureOf(secret, clock.now(), bytes);
    const proven = (header: string | null, body = bytes) => provenAt(people, source, header, body);
    assert.equal(await proven(`t=${t},v1=${v1}`), clock.now());
    assert.equal(await proven(`t=${t + 1},v1=${v1}`), null);
    assert.equal(await proven(`t=${t},v1=${v1}`, new TextEncoder().encode('{"a":2}')), null);
    assert.equal(await proven(`t=${t},v1=${"0".repeat(64)}`), null);
    for (const header of [null, "", v1, `v1=${v1}`, `t=x,v1=${v1}`]) assert.equal(await proven(header), null);
    assert.equal(readSignature(`t=${t}, v1=${v1}`)?.v1, v1);
    const rows = JSON.stringify(await place.control.all("SELECT * FROM wallet_source"));
    assert.ok(!rows.includes(secret), "the database alone gives nothing away");
    assert.ok((await revokeSource(place, { id: place.context.ids.next() }, { sourceId })).ok);
    assert.equal(await sourceById(place.control, place.owner, sourceId), null);
    assert.equal(await proven(`t=${t},v1=${v1}`), null, "even where an old row is brought back");
  }));

Deno.test("a vector that other programs can check themselves by", async () => {
  const at = plusMs("2026-11-26T12:00:00.000Z" as never, 0);
  const body = new TextEncoder().encode('{"seq":1}');
  assert.equal(
    await signatureOf("cws_ejemplo", at, body),
    "b5c15015d45782b2b88981246a54a639dc8b4476ff6f4355c72763ab3f2687b3",
  );
});

Deno.test("silence of three minutes is a phone that is off; a heartbeat by a wrong clock shows only the clock", () =>
  withPhone(async ({ place, sourceId, clock }) => {
    const source = async () => (await sourceById(place.control, place.owner, sourceId))!;
    assert.equal(isOffline(await source(), clock.now()), true, "never heard of");
    assert.ok((await hearHeartbeat(place, await source(), clock.now(), { app_version: "1.2" })).ok);
    clock.forward(180_000);
    assert.equal(isOffline(await source(), clock.now()), false);
    clock.forward(1);
    assert.equal(isOffline(await source(), clock.now()), true);
    await hearHeartbeat(place, await source(), plusMs(clock.now(), -301_000), {});
    assert.deepEqual([(await source()).fault, isOffline(await source(), clock.now())], ["clock", true]);
    await hearHeartbeat(place, await source(), clock.now(), { notification_access: false });
    assert.deepEqual([(await source()).fault, (await source()).appVersion], ["no_access", "1.2"]);
    await hearHeartbeat(place, await source(), clock.now(), {});
    assert.equal((await source()).fault, null);
  }));
