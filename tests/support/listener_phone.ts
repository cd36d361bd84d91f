import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { IncomingMessage } from "node:http";
import { signatureOf } from "../../commands/wallets/proof.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";

/** Android package of Yape. */
const YAPE = "com.bcp.innovacxion.yapeapp";

export interface PairedPhone {
  readonly sourceId: string;
  readonly secret: string;
}

/** What the phone sends of one notification (docs/wallets.md), with its body signed at `at`. */
export async function signedBy(
  { sourceId, secret }: PairedPhone,
  at: Instant,
  body: string,
): Promise<Readonly<Record<string, string>>> {
  const v1 = await signatureOf(secret, at, new TextEncoder().encode(body));
  return {
    "content-type": "application/json",
    "x-caserito-listener": sourceId,
    "x-caserito-signature": `t=${Math.floor(epochMsOf(at) / 1000)},v1=${v1}`,
  };
}

export const noticeOf = (
  sourceId: string,
  at: Instant,
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): string =>
  JSON.stringify({
    listener_id: sourceId,
    seq: 1,
    package: YAPE,
    key: "0|yape|1",
    post_time_ms: epochMsOf(at),
    title: "Confirmación de Pago",
    text,
    big_text: "",
    app_version: "1.0",
    ...more,
  });

/**
 * Posts it to a running shop as a phone does, over HTTP. By `node:http`, since `fetch` does not send the host of a shop.
 * Answers the status and the text.
 */
export async function postNotice(
  origin: string,
  phone: PairedPhone,
  at: Instant,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const { host, port } = new URL(origin), headers = { ...await signedBy(phone, at, body), host };
  const path = "/api/v1/wallet/notifications";
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method: "POST", headers, agent: false }, resolve)
      .on("error", reject).end(body);
  });
  return { status: answered.statusCode ?? 0, text: await text(answered) };
}
