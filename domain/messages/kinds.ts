/** Why a message is sent: adapters, limits and pages tell the purposes apart. */
export type Purpose = "notice" | "receipt" | "reminder";

export interface MessageKind {
  readonly purpose: Purpose;
  /**
   * Part of the service itself: a block depends on it, or money changed hands. Nobody can decline these (otherwise to decline
   * them would be never to be blocked), and no daily limit holds them back.
   */
  readonly essential: boolean;
  /** Has an hour of its own, which the night does not put off. */
  readonly urgent: boolean;
}

const optional = (purpose: Purpose): MessageKind => ({ purpose, essential: false, urgent: false });
const essential = (purpose: Purpose, urgent = false): MessageKind => ({ purpose, essential: true, urgent });

/** Everything the platform tells a shop's owner (features §4.3, notices), and no more. */
export const KINDS = {
  due_in_7: optional("notice"),
  due_in_3: optional("notice"),
  due_tomorrow: optional("notice"),
  due_today: optional("notice"),
  overdue_1: essential("notice"),
  overdue_3: essential("notice"),
  overdue_6: essential("notice"),
  last_day: essential("notice", true),
  blocked: essential("notice"),
  blocked_7: optional("notice"),
  blocked_30: optional("notice"),
  returned: essential("notice"),
  payment_received: essential("receipt"),
  claim_rejected: essential("receipt"),
  trial_ending: optional("reminder"),
} as const satisfies Readonly<Record<string, MessageKind>>;

export type KindName = keyof typeof KINDS;

/** Throws on a kind nobody declared: a message without words cannot be sent. */
export function kindOf(name: string): MessageKind {
  if (!Object.hasOwn(KINDS, name)) throw new RangeError(`no message of kind ${name}`);
  return KINDS[name as KindName];
}

/** What goes at night too. */
export const URGENT: readonly string[] = Object.entries(KINDS).flatMap(([name, { urgent }]) =>
  urgent ? [name] : []
);
