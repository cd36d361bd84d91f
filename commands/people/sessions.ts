import { type Clock, epochMsOf, type Instant, plusMs } from "../../kernel/time.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { Staff } from "../../events/store/control/people.ts";
import {
  type Account,
  addSession,
  endSession,
  type NewSession,
  sessionAccount,
  sessionStaff,
  touchSession,
  type Way,
} from "../../events/store/control/sessions.ts";
import type { TenantId } from "../../events/store/types.ts";
import { newToken, tokenHash } from "./secrets.ts";

export type { Account, Way };

export interface PlatformSignIn {
  readonly control: ControlDb;
  readonly clock: Clock;
  /** What the browser runs on, for the list of sessions ({@link deviceName}). */
  readonly device?: string;
  /** Where it comes from, for counting alone; null for this machine itself. */
  readonly address?: string | null;
  /** The token the browser came with: it ends where a new one begins, so that a planted one is worth nothing. */
  readonly replaces?: string | null;
}

export interface Session {
  readonly token: string;
  readonly expiresAt: Instant;
}

const HOUR_MS = 3_600_000, DAY_MS = 24 * HOUR_MS;
/** Longer than a shop's day. */
export const SESSION_MS = 16 * HOUR_MS;
interface Limits {
  /** From its beginning, whatever is done with it. */
  readonly wholeMs: number;
  /** Without being used. */
  readonly restMs: number;
}
/** A till works a day without a network, and has its own lock; who came with more than a PIN sees more, and rests less. */
const TILL: Limits = { wholeMs: SESSION_MS, restMs: SESSION_MS };
const SHOP: Limits = { wholeMs: SESSION_MS, restMs: 8 * HOUR_MS };
/** Opens no shop by itself: each asks the platform again, and "cerrar todas" ends it. */
const PLATFORM: Limits = { wholeMs: 30 * DAY_MS, restMs: 7 * DAY_MS };
const OPERATOR: Limits = { wholeMs: 8 * HOUR_MS, restMs: HOUR_MS / 2 };
const limitsOf = (shop: TenantId | null, way: Way): Limits =>
  way === "operator" ? OPERATOR : shop === null ? PLATFORM : way === "pin" ? TILL : SHOP;
/** A session's last use is written this seldom. */
const TOUCH_MS = 5 * 60_000;

/** Begins a session with a token of its own, never one that came from outside. */
export async function startSession(
  { control, clock, device = "", replaces = null }: PlatformSignIn,
  { personId, shop, way }: {
    readonly personId: string;
    /** Null for a session of the platform itself. */
    readonly shop: TenantId | null;
    readonly way: Way;
  },
): Promise<Session> {
  const token = newToken(), now = clock.now(), { wholeMs, restMs } = limitsOf(shop, way);
  const expiresAt = plusMs(now, wholeMs);
  const session = {
    tokenHash: await tokenHash(token),
    shop,
    personId,
    way,
    device,
    now,
    restsAt: plusMs(now, restMs),
    expiresAt,
  };
  await addSession(control, session, replaces === null ? null : await tokenHash(replaces));
  return { token, expiresAt };
}

/** Who a cookie's token belongs to in this shop, or null. */
export async function staffOfToken(
  { control, shop, clock }: { control: ControlDb; shop: TenantId; clock: Clock },
  token: string,
): Promise<Staff | null> {
  if (!isToken(token)) return null;
  const hash = await tokenHash(token), now = clock.now();
  const found = await sessionStaff(control, shop, hash, now);
  if (found) await touch(control, { tokenHash: hash, shop, personId: found.staff.personId }, found, now);
  return found && found.staff;
}

/** Who a cookie's token belongs to at the platform itself, or null. */
export async function accountOfToken(
  { control, clock }: { control: ControlDb; clock: Clock },
  token: string,
): Promise<Account | null> {
  if (!isToken(token)) return null;
  const hash = await tokenHash(token), now = clock.now();
  const found = await sessionAccount(control, hash, now);
  if (found) {
    await touch(control, { tokenHash: hash, shop: null, personId: found.account.personId }, found, now);
  }
  return found && found.account;
}

async function touch(
  control: ControlDb,
  session: Pick<NewSession, "tokenHash" | "shop" | "personId">,
  { way, seenAt }: { way: Way; seenAt: Instant },
  now: Instant,
): Promise<void> {
  if (epochMsOf(now) - epochMsOf(seenAt) < TOUCH_MS) return;
  await touchSession(control, session, now, plusMs(now, limitsOf(session.shop, way).restMs));
}

export const touchOperator = (
  control: ControlDb,
  tokenHash: string,
  personId: string,
  seenAt: Instant,
  now: Instant,
): Promise<void> => touch(control, { tokenHash, shop: null, personId }, { way: "operator", seenAt }, now);

export const signOut = async (control: ControlDb, token: string): Promise<void> =>
  endSession(control, await tokenHash(token));

/** 32 bytes in base64url: anything else is not looked up. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);
