import type { Message, MessagePort } from "../../kernel/ports.ts";

/** Keeps what would have been sent, for the page `/dev/mensajes`. In development and tests alone: it holds codes in clear. */
export const inboxMessages = (keep: (message: Message) => Promise<void>): MessagePort => ({
  ready: true,
  send: keep,
});

/** Production before a carrier is set up. */
export const noMessages: MessagePort = {
  ready: false,
  send: ({ purpose }) => Promise.reject(new Error(`no carrier is set up, so a ${purpose} was not sent`)),
};
