/** What leaves for a person's phone or mailbox, and why: adapters and the development inbox tell the kinds apart. */
export interface Message {
  /** A phone in E.164 (`+51987654321`) or an e-mail. */
  readonly to: string;
  readonly purpose: "code" | "recovery" | "notice";
  /** Heading of an e-mail; null for a text message. */
  readonly subject: string | null;
  readonly text: string;
  /** The code alone, for carriers that write their own words around it. */
  readonly code?: string;
}

/** Carries messages to people. Adapters live in integrations/messages. */
export interface MessagePort {
  /** False where no carrier is set up: nobody may be offered a code that would never come. */
  readonly ready: boolean;
  /** Resolves once the carrier has taken it. Throws where it does not. */
  send(message: Message): Promise<void>;
}
