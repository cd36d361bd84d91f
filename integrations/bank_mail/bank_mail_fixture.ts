import { generateKeyPairSync } from "node:crypto";
import { dkimSign } from "mailauth/dkim/sign";
import type { DnsTxt } from "./verify.ts";

export const BANK = "notificacionesbcp.com.pe";

/** Who signs: a key made here, in the DNS that is handed to the reader. */
export interface Signer {
  readonly dns: DnsTxt;
  sign(raw: string, options?: { readonly domain?: string; readonly maxBodyLength?: number }): Promise<string>;
}

export function mailSigner(domains: readonly string[] = [BANK, "evil.test"]): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const record = `v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`;
  return {
    dns: (name) =>
      domains.some((domain) => name === `s1._domainkey.${domain}`)
        ? Promise.resolve([[record]])
        : Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" })),
    async sign(raw, { domain = BANK, maxBodyLength } = {}) {
      const key = { signingDomain: domain, selector: "s1", privateKey, algorithm: "rsa-sha256" };
      const signatureData = [{ ...key, ...maxBodyLength === undefined ? {} : { maxBodyLength } }];
      // Its types ask for one signature at the top, its code for a list.
      const { signatures } = await dkimSign(
        raw,
        { canonicalization: "relaxed/relaxed", signatureData } as never,
      );
      return signatures + raw;
    },
  };
}

export const SUBJECT = "Constancia de recepción de Yapeo a celular BCP";

const paper = (amount: string, payer: string, when: string): string =>
  `<table><tr><td><p>Recibiste un yapeo de S/ ${amount} de ${payer}</p></td></tr>
<tr><td>Monto recibido</td><td>S/ ${amount}</td></tr><tr><td>Fecha y hora</td><td>${when}</td></tr>
<tr><td>Enviado por</td><td>${payer}</td></tr></table>`;

/** A paper of the bank as wording 10 has it, with invented people. */
export function bankMail(
  {
    amount = "200.00",
    payer = "ANA PEREZ",
    when = "04 de agosto de 2026 - 08:02 AM",
    from = `notificaciones@${BANK}`,
    to = "lucha@correo.test",
    subject = SUBJECT,
    id = "1",
    body = paper(amount, payer, when),
  } = {},
): string {
  const encoded = `=?UTF-8?B?${new TextEncoder().encode(subject).toBase64()}?=`;
  return [
    `From: BCP <${from}>`,
    `To: ${to}`,
    `Subject: ${encoded}`,
    "Date: Tue, 04 Aug 2026 08:02:31 -0500",
    `Message-ID: <${id}@${BANK}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    body,
    "",
  ].join("\r\n").replace(/\r?\n/g, "\r\n");
}
