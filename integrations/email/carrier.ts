import nodemailer from "nodemailer";
import type { Carrier, FailureAction } from "../../kernel/carrier.ts";
import { err, ok } from "../../kernel/result.ts";
import { failure } from "../http.ts";

export interface EmailConfig {
  /** `smtps://user:password@host:465`, or `smtp://…` which must be able to STARTTLS. */
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 20_000;

/**
 * Sends plain mails over TLS. SMTP knows no report of delivery, so delivered means here that the server we hand our mail
 * to has taken it for this address: a mail that comes back later is not heard of.
 */
export function emailCarrier({ url, from }: EmailConfig): Carrier {
  const { protocol, hostname, port, username, password } = new URL(url), secure = protocol === "smtps:";
  return {
    channel: "email",
    async send({ to, reference, email: { subject, text } }) {
      const transport = nodemailer.createTransport({
        host: hostname,
        port: port === "" ? secure ? 465 : 587 : Number(port),
        secure,
        requireTLS: !secure && !isLoopback(hostname),
        ...isLoopback(hostname) && { tls: { rejectUnauthorized: false } },
        ...username !== "" &&
          { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } },
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
      });
      // The same for every try of one attempt: a mail server that got it twice keeps one.
      const messageId = `<${reference}@${from.replace(/^.*@|>$/g, "")}>`;
      try {
        await transport.sendMail({ from, to, subject, text, messageId });
        return ok({ carrierId: messageId, delivered: true });
      } catch (error) {
        return err(failureOf(error));
      } finally {
        transport.close();
      }
    },
  };
}

/** A server on this machine has no certificate that anybody knows, and no wire to listen at. */
const isLoopback = (host: string) => ["localhost", "127.0.0.1", "[::1]"].includes(host);

function failureOf(error: unknown) {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const action: FailureAction = code === "EAUTH" || responseCode === 530 || responseCode === 535
    ? "page"
    : responseCode !== undefined && responseCode >= 500
    ? "next_channel"
    : "retry";
  return failure(
    responseCode === undefined ? code?.toLowerCase() ?? "unknown" : `smtp_${responseCode}`,
    action,
  );
}
