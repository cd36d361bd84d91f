import { type Context, HttpError } from "fresh";
import { receiveNotice, type ReceiveRefusal } from "../../commands/payments/receive_notice.ts";
import type { ProviderName } from "../../kernel/payment_provider.ts";
import { readBytes } from "../../kernel/read_bytes.ts";
import type { State } from "./define.ts";

/** An event of theirs is a few kilobytes. */
const NOTICE_MAX_BYTES = 512 * 1024;

/** One answer for what is not set up and for a wrong address: a stranger learns nothing. */
const STATUS = {
  ProviderNotSetUp: 404,
  NoticeMisplaced: 404,
  NoticeForged: 400,
  NoticeStale: 400,
  NoticeUnreadable: 400,
} as const satisfies Record<ReceiveRefusal["type"], number>;

/**
 * Takes a provider's webhook: the bytes as they came are verified, written down and answered; what they mean is found out
 * after the answer. No cookie counts here, so no wall of browsers stands before it; only the rate limit does.
 */
export async function answerNotice(
  { req, url, state }: Context<State>,
  provider: ProviderName,
  pathSecret: string | null = null,
): Promise<Response> {
  if (state.shop) throw new HttpError(404);
  const body = await readBytes(req, NOTICE_MAX_BYTES);
  if (body === null) throw new HttpError(413);
  const { headers } = req, query = url.searchParams;
  const { providerWork, notices } = state.services;
  const received = await receiveNotice(providerWork, provider, { body, headers, query, pathSecret });
  if (!received.ok) {
    const status = STATUS[received.error.type];
    if (status === 404) throw new HttpError(404);
    return plain(received.error.type, status);
  }
  if (received.value.isNew) notices.nudge();
  return plain("recibido", 200);
}

const plain = (text: string, status: number) =>
  new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
