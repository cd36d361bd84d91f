import type { ControlDb } from "../../events/store/control/db.ts";
import {
  addPairingCode,
  type DeviceAccess,
  deviceAccess,
  giveCredential,
  usePairingCode,
} from "../../events/store/control/devices.ts";
import type { TenantId } from "../../events/store/types.ts";
import { toBase64 } from "../../kernel/base64.ts";
import { sameSecret } from "../../kernel/pin.ts";
import { type Clock, type Instant, plusMs } from "../../kernel/time.ts";
import { newToken, tokenHash } from "../people/secrets.ts";

export interface DevicesContext {
  readonly control: ControlDb;
  readonly shop: TenantId;
  readonly clock: Clock;
}

/**
 * What a device shows at each call: its id, so that its one row is found, and a secret of 256 bits, of which only the hash
 * is kept. Not a session: it is no person's, it does not end by itself, and it opens nothing but what a till needs.
 */
export async function newCredential(
  { control, shop, clock }: DevicesContext,
  deviceId: string,
): Promise<{ readonly credential: string; readonly access: DeviceAccess }> {
  const secret = newToken(), salt = toBase64(crypto.getRandomValues(new Uint8Array(16)));
  const given = { deviceId, credentialHash: await tokenHash(secret), salt };
  const access = await giveCredential(control, shop, given, clock.now());
  return { credential: `${PREFIX}${deviceId}.${secret}`, access };
}

/** Says in logs and leaks what it is, and tells it from the keys of programs. */
const PREFIX = "cdev_";
const FORM = /^cdev_([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

export const isDeviceCredential = (bearer: string): boolean => bearer.startsWith(PREFIX);

/** Whose credential it is; revoked or not, that is for the caller to say. Null for a stranger's, or another shop's. */
export async function deviceOfCredential(
  { control, shop }: Omit<DevicesContext, "clock">,
  bearer: string,
): Promise<DeviceAccess | null> {
  const [, deviceId, secret] = FORM.exec(bearer) ?? [];
  if (deviceId === undefined || secret === undefined) return null;
  const access = await deviceAccess(control, shop, deviceId);
  const given = await tokenHash(secret), kept = access?.credentialHash ?? NOBODYS;
  return sameSecret(given, kept) ? access : null;
}

const NOBODYS = "0".repeat(64);

/** Without those that people read as another: 0 O, 1 I L. Eight of them are 10^12, and they last ten minutes. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH = 8, CODE_MS = 10 * 60_000;

export interface Invitation {
  readonly code: string;
  readonly expiresAt: Instant;
}

export async function newPairingCode(
  { control, shop, clock }: DevicesContext,
  { personId, registerId }: { readonly personId: string; readonly registerId: string | null },
): Promise<Invitation> {
  const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomBelow(ALPHABET.length)]).join("");
  const now = clock.now(), expiresAt = plusMs(now, CODE_MS);
  await addPairingCode(
    control,
    { codeHash: await codeHash(code), shop, personId, registerId, expiresAt },
    now,
  );
  return { code, expiresAt };
}

/** Who invited, and to which till; null for a code that is wrong, too old or another device's. */
export const invitationOf = async (
  { control, shop, clock }: DevicesContext,
  code: string,
  deviceId: string,
) => await usePairingCode(control, { codeHash: await codeHash(code), shop }, deviceId, clock.now());

/** As people type it: small letters, spaces and hyphens do not matter. */
const codeHash = (code: string): Promise<string> => tokenHash(code.toUpperCase().replace(/[\s-]/g, ""));

/** Without bias: bytes beyond the last whole multiple are thrown away. */
function randomBelow(n: number): number {
  for (;;) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte! < 256 - 256 % n) return byte! % n;
  }
}
