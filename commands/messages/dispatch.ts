import { kindOf, URGENT } from "../../domain/messages/kinds.ts";
import type { Step, Usable } from "../../domain/messages/message.ts";
import type { QueuedMessage, Suppression } from "../../events/facts/messages.ts";
import { isQuiet } from "../../domain/messages/timing.ts";
import { dueMessages, hasOptedOut, triedToday } from "../../events/projections/outbox/queries.ts";
import { personalOf } from "../../events/store/control/accounts.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import { saidPhone } from "../../events/store/control/phones_said.ts";
import { type Shop, shopById } from "../../events/store/control/shops.ts";
import type { AppendRefusal, TenantDb, TenantId } from "../../events/store/types.ts";
import type { Carrier, Channel, Parcel } from "../../kernel/carrier.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { type Instant, limaDay } from "../../kernel/time.ts";
import { optOutToken } from "./contact.ts";
import { loadMessage, type MessageContext, noteAnswer, referenceOf, startTry } from "./move.ts";

export type Carriers = Readonly<Partial<Record<Channel, Carrier>>>;

/** What the process gives a dispatcher: ways to people, and words. */
export interface Post {
  readonly carriers: Carriers;
  /** The words of a message. `optOutToken` is null for what nobody can decline. */
  words(
    queued: QueuedMessage,
    to: { readonly name: string; readonly shop: Shop | null; readonly optOutToken: string | null },
  ): Promise<Omit<Parcel, "to" | "reference">>;
}

export interface DispatchContext {
  readonly control: ControlDb;
  readonly post: Post;
  /** Of the platform's log. */
  readonly log: MessageContext;
}

/** Optional messages in a Lima day: more of them teach people to read none. */
const A_DAY = { toPerson: 3, ofShop: 6 };

interface Addressee {
  readonly personId: string;
  readonly name: string;
  readonly shop: Shop | null;
  readonly addresses: Readonly<Partial<Record<Channel, string>>>;
}

export const usableOf = ({ carriers }: Pick<Post, "carriers">): Usable =>
  new Set(Object.keys(carriers) as Channel[]);

/** Messages whose turn it is. At night those alone that may go: what waits for the morning must not stand before them. */
export const messagesDue = (db: TenantDb, now: Instant, limit: number): Promise<string[]> =>
  dueMessages(db, now, limit, isQuiet(now) ? URGENT : null);

/**
 * Brings one message a step further: claims a try, hands it to its carrier and writes what came of it. At least once: whoever
 * dies between the carrier and the ledger leaves a claim behind, and the message goes once more at most.
 */
export async function dispatch(
  context: DispatchContext,
  messageId: string,
): Promise<Result<readonly Step[], AppendRefusal>> {
  const { control, post, log } = context, { queued, over } = await loadMessage(log.store, messageId);
  if (!queued || over) return ok([]);
  const to = await addresseeOf(control, queued);
  const configured = usableOf(post);
  const usable = new Set([...configured].filter((channel) => to?.addresses[channel] !== undefined));
  const against = to && await reasonAgainst(context, queued, to.personId);
  const recipient = to && { personId: to.personId, usable };
  const started = await startTry(log, messageId, recipient, against);
  if (!started.ok) return started;
  if (started.value === null || !to) return ok([]);
  const { channel, attempt } = started.value, carrier = post.carriers[channel]!;
  const token = kindOf(queued.kind).essential ? null : await optOutToken(control, to.personId);
  const answer = await carrier.send({
    to: to.addresses[channel]!,
    reference: referenceOf(messageId, attempt),
    ...await post.words(queued, { name: to.name, shop: to.shop, optOutToken: token }),
  });
  return await noteAnswer(log, started.value, answer, usable);
}

/** Why an optional message is not sent; null where nothing speaks against it. */
async function reasonAgainst(
  { log: { store, clock } }: DispatchContext,
  { kind, shop }: QueuedMessage,
  personId: string,
): Promise<Suppression | null> {
  if (kindOf(kind).essential) return null;
  if (await hasOptedOut(store.db, personId)) return "opt_out";
  const { ofShop, toPerson } = await triedToday(store.db, { shop, personId, day: limaDay(clock.now()) });
  return ofShop >= A_DAY.ofShop || toPerson >= A_DAY.toPerson ? "limit" : null;
}

/** Null where nobody is left to write to: the shop went away, or its owner did. */
async function addresseeOf(control: ControlDb, queued: QueuedMessage): Promise<Addressee | null> {
  const shop = queued.shop === null ? null : await shopById(control, queued.shop as TenantId);
  if (queued.shop !== null && shop === null) return null;
  const people = queued.personId === null
    ? shop === null ? [] : (await staffOfShop(control, shop.id)).filter(({ role }) => role === "owner")
      .map(({ personId }) => personId).sort()
    : [queued.personId];
  const known = await Promise.all(people.map((personId) => contactOf(control, personId)));
  // Of several owners, the first who can be reached every way the message may go, or else the first who can be reached.
  const reach = ({ addresses }: Omit<Addressee, "shop">) =>
    queued.channels.filter((channel) => addresses[channel] !== undefined).length;
  const [best] = known.sort((a, b) => reach(b) - reach(a));
  return best ? { ...best, shop } : null;
}

async function contactOf(control: ControlDb, personId: string): Promise<Omit<Addressee, "shop">> {
  const { name, email, phone } = await personalOf(control, personId);
  // The number somebody signed up with is what they gave us to be reached at, though no code came back from it yet.
  const said = phone === null ? await saidPhone(control, personId) : null;
  const number = phone ?? await control.personal.open(said && JSON.stringify(said));
  return {
    personId,
    name: name ?? "",
    addresses: {
      ...number !== null && { whatsapp: number, sms: number },
      ...email !== null && { email },
    },
  };
}
