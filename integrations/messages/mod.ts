import type { Carrier, Channel, Parcel } from "../../kernel/carrier.ts";
import type { Message, MessagePort } from "../../kernel/ports.ts";
import { ok } from "../../kernel/result.ts";

type Keep = (message: Message) => Promise<void>;

/** Keeps what would have been sent, for the page `/dev/mensajes`. In development and tests alone: it holds codes in clear. */
export const inboxMessages = (keep: Keep): MessagePort => ({ ready: true, send: keep });

/** The same for what the outbox sends. Whatever is kept has arrived. */
export const inboxCarrier = (channel: Channel, keep: Keep): Carrier => ({
  channel,
  async send({ to, reference, sms, email }) {
    const subject = channel === "email" ? email.subject : null;
    await keep({ to, purpose: "notice", subject, text: channel === "email" ? email.text : sms });
    return ok({ carrierId: `inbox-${channel}-${reference}`, delivered: true });
  },
});

/** Production before a carrier is set up. */
export const noMessages: MessagePort = {
  ready: false,
  send: ({ purpose }) => Promise.reject(new Error(`no carrier is set up, so a ${purpose} was not sent`)),
};

/** What of a message goes beyond its text: templates of WhatsApp for what may be asked for. */
export type CodeTemplates = (message: Message) => Parcel["whatsapp"];

/**
 * Sends at once and keeps nothing: a code is worth ten minutes and must stand nowhere. By SMS first, which every phone has;
 * by WhatsApp where SMS is not set up or did not take it. Mail goes by mail.
 */
export function carrierMessages(carriers: readonly Carrier[], templates: CodeTemplates): MessagePort {
  const by = (channel: Channel) => carriers.filter((carrier) => carrier.channel === channel);
  return {
    ready: carriers.some(({ channel }) => channel !== "email"),
    async send(message) {
      const ways = message.to.includes("@") ? by("email") : [...by("sms"), ...by("whatsapp")];
      const codes: string[] = [];
      for (const carrier of ways) {
        const sent = await carrier.send(parcelOf(message, templates));
        if (sent.ok) return;
        codes.push(`${carrier.channel} ${sent.error.code}`);
      }
      throw new Error(`a ${message.purpose} was not sent: ${codes.join(", ") || "no carrier goes there"}`);
    },
  };
}

const parcelOf = (message: Message, templates: CodeTemplates): Parcel => ({
  to: message.to,
  reference: crypto.randomUUID(),
  whatsapp: templates(message),
  sms: message.text,
  email: { subject: message.subject ?? "Caserito", text: message.text },
});
