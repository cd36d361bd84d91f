import assert from "node:assert/strict";
import { type KindName, KINDS } from "../../domain/messages/kinds.ts";
import { cheapText, segmentsOf } from "../../integrations/sms/gsm7.ts";
import { centimos } from "../../kernel/money.ts";
import { queuedOf } from "../../tests/support/queued_message.ts";
import { CODE_TEMPLATES, filled, NOTICES, wordsOf } from "./notices.ts";

const kinds = Object.keys(KINDS) as KindName[];
/** As long as they may come. */
const LONG = {
  name: "María Fernanda",
  shop: "Minimarket y Bazar La Bendición de la Señora Ñañita",
  link: `https://caserito.pe/pagar/minimarket-2f9a4c1d7b3e5a6f8c0d1e2f.1796256000.${"k".repeat(43)}`,
  optOut: "https://caserito.pe/avisos/dejar/x",
};

Deno.test("every message has words for every channel, and blanks that are all filled", () => {
  for (const kind of kinds) {
    const { whatsapp, blanks, template } = NOTICES[kind];
    const numbers = [...whatsapp.matchAll(/\{\{(\d+)\}\}/g)].map(([, n]) => Number(n));
    assert.deepEqual(numbers, blanks.map((_, i) => i + 1), kind);
    assert.match(template, /^[a-z0-9_]{1,60}$/);
    assert.doesNotMatch(whatsapp, /^\{\{|\}\}$/, "Meta takes no text that begins or ends with a blank");
    const words = wordsOf(queuedOf({ kind }), LONG);
    assert.equal(words.whatsapp.body.length, blanks.length);
    assert.ok(words.whatsapp.body.every((text) => text.trim() !== "" && !/[\n\t]| {5}/.test(text)), kind);
    assert.doesNotMatch(
      filled(whatsapp, words.whatsapp.body) + words.email.text + words.sms,
      /\{\{|undefined|null/,
    );
  }
  assert.equal(new Set(kinds.map((kind) => NOTICES[kind].template)).size, kinds.length);
});

Deno.test("no text message is paid as more than two, and none needs dear letters", () => {
  for (const kind of kinds) {
    const amountCentimos = centimos(123_456),
      sms = cheapText(wordsOf(queuedOf({ kind, amountCentimos }), LONG).sms);
    assert.ok(segmentsOf(sms) <= 2, `${kind}: ${sms.length}`);
    assert.doesNotMatch(sms, /\?(?!$)/, kind);
  }
});

Deno.test("only what can be declined says how to decline it", () => {
  const text = (optOut: string | null) =>
    wordsOf(queuedOf({ kind: "due_in_7" }), { ...LONG, optOut }).email.text;
  assert.match(text(LONG.optOut), /\/avisos\/dejar\//);
  assert.doesNotMatch(text(null), /\/avisos\/dejar\//);
});

Deno.test("who was erased is greeted by their shop: a blank may not be empty", () => {
  assert.equal(wordsOf(queuedOf(), { ...LONG, name: "", optOut: null }).whatsapp.body[0], LONG.shop);
});

Deno.test("docs/messages.md lists every template with its text", () => {
  const text = Deno.readTextFileSync(new URL("../../docs/messages.md", import.meta.url)).replaceAll(
    /\s+(?:> )?/g,
    " ",
  );
  for (const { template, whatsapp } of Object.values(NOTICES)) {
    assert.ok(text.includes(`\`${template}\``), template);
    assert.ok(text.includes(whatsapp), template);
  }
  for (const part of [CODE_TEMPLATES.code, CODE_TEMPLATES.notice, CODE_TEMPLATES.noticeText]) {
    assert.ok(text.includes(part), part);
  }
});
