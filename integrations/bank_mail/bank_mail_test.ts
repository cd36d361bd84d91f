import assert from "node:assert/strict";
import { BANK, bankMail, mailSigner, SUBJECT } from "./bank_mail_fixture.ts";
import { parseBankMail } from "./parse.ts";
import { readBankMail, type Signed } from "./verify.ts";

const signer = mailSigner();
const read = async (raw: string) => {
  const mail = await readBankMail(new TextEncoder().encode(raw), signer.dns);
  assert.ok(mail);
  return mail;
};
const why = (signed: Signed) => signed.valid ? `valid ${signed.domain}` : signed.why;

Deno.test("wording 10 gives amount, payer and the minute of Lima, from the page that the bank sends", async () => {
  const mail = await read(await signer.sign(bankMail()));
  assert.equal(why(mail.signed), `valid ${BANK}`);
  assert.deepEqual(mail.to, ["lucha@correo.test"]);
  assert.deepEqual(parseBankMail(mail), {
    kind: "incoming",
    wallet: "yape",
    amountCentimos: 20_000,
    payerName: "ANA PEREZ",
    occurredAt: "2026-08-04T13:02:00.000Z",
  });
  const evening = parseBankMail({
    subject: SUBJECT,
    text: "Recibiste un yapeo de S/ 5 de ANA\nFecha y hora: 31 de setiembre de 2026 - 12:10 PM",
  });
  assert.equal(evening.kind, "unparsed", "a day that no calendar has");
  const noon = parseBankMail({
    subject: SUBJECT,
    text: "Recibiste un yapeo de S/ 5 de ANA ÑAUPARI\nFecha y hora: 30 de septiembre de 2026 - 12:10 p. m.",
  });
  assert.ok(noon.kind === "incoming");
  assert.deepEqual([noon.occurredAt, noon.payerName], ["2026-09-30T17:10:00.000Z", "ANA ÑAUPARI"]);
});

Deno.test("a paper that is none of money that came in gives nothing, and one that contradicts itself is raised", () => {
  const kind = (subject: string, text: string) => {
    const parsed = parseBankMail({ subject, text });
    return parsed.kind === "ignored" ? parsed.reason : parsed.kind;
  };
  const when = "Fecha y hora 04 de agosto de 2026 - 08:02 AM";
  assert.equal(
    kind("Constancia de yapeo", `Realizaste un yapeo a celular. Monto enviado S/ 20. ${when}`),
    "outgoing",
  );
  assert.equal(kind("Constancia de consumo", "Realizaste un consumo de S/ 395.00"), "outgoing");
  assert.equal(kind("Gana con BCP", "Participa en el sorteo"), "other");
  assert.equal(
    kind(SUBJECT, `Recibiste un yapeo de S/ 20 de ANA. Monto recibido S/ 200. ${when}`),
    "unparsed",
  );
  assert.equal(kind(SUBJECT, `Recibiste un yapeo de S/ 20 de ANA. Monto enviado S/ 20. ${when}`), "unparsed");
  assert.equal(kind(SUBJECT, "Recibiste un yapeo de S/ 20 de ANA"), "unparsed");
  assert.equal(kind(SUBJECT, `Te pagaron S/ 20. ${when}`), "unparsed");
});

Deno.test("only the bank's own signature over all that counts proves anything", async () => {
  const verdict = async (raw: string) => why((await read(raw)).signed);
  const good = await signer.sign(bankMail());
  assert.equal(await verdict(bankMail()), "unsigned");
  assert.equal(await verdict(good.replaceAll("S/ 200.00", "S/ 900.00")), "invalid");
  assert.equal(await verdict(good.replace("To: lucha@", "To: otra@")), "invalid");
  assert.equal(await verdict(await signer.sign(bankMail(), { domain: "evil.test" })), "other_domain");
  const sub = mailSigner([`pagos.${BANK}`]);
  const under = await sub.sign(bankMail(), { domain: `pagos.${BANK}` });
  const mail = await readBankMail(new TextEncoder().encode(under), sub.dns);
  assert.equal(why(mail!.signed), "other_domain", "exactly the bank's domain");
  assert.equal(await verdict(await signer.sign(bankMail({ from: "bcp@evil.test" }))), "not_aligned");
  assert.equal(await verdict(await signer.sign(bankMail(), { maxBodyLength: 10 })), "parts_unsigned");
  assert.equal(
    await verdict(`Subject: ${SUBJECT}\r\n${good}`),
    "parts_unsigned",
    "which of two would be read?",
  );
  assert.notEqual(await verdict(`From: otro@${BANK}\r\n${good}`), `valid ${BANK}`);
  const nowhere = await readBankMail(
    new TextEncoder().encode(good),
    () => Promise.reject(Object.assign(new Error("timeout"), { code: "ETIMEOUT" })),
  );
  assert.equal(nowhere!.signed.valid, false);
});

Deno.test("bytes that are no message throw nothing", async () => {
  for (const bytes of [new Uint8Array(), new Uint8Array([0xff, 0, 1]), new TextEncoder().encode("hola")]) {
    const mail = await readBankMail(bytes, signer.dns);
    if (mail) assert.deepEqual([mail.signed.valid, parseBankMail(mail).kind], [false, "ignored"]);
  }
});
