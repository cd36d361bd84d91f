import { fromBase64, toBase64 } from "../../kernel/base64.ts";
import { deviceVerifier, PIN_ITERATIONS, pinRoot, sameSecret } from "../../kernel/pin.ts";
import type { PulledCashier } from "../../kernel/sync.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { pinsOfShop, type StoredPin } from "../../events/store/control/people.ts";
import type { TenantId } from "../../events/store/types.ts";
import { may } from "./permissions.ts";

const SALT_BYTES = 16;
const newSalt = () => toBase64(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));

export async function newPin(pin: string): Promise<StoredPin> {
  const salt = newSalt();
  return { salt, root: await pinRoot(pin, salt) };
}

/** Does the work of a real check even where there is no PIN, so that nobody learns who has one. */
export async function pinMatches(pin: string, stored: StoredPin | null): Promise<boolean> {
  const { salt, root } = stored ?? { salt: newSalt(), root: "" };
  return sameSecret(await pinRoot(pin, salt), root);
}

/** Who may stand at a till of this shop, each with what this one device needs to check their PIN. */
export async function deviceVerifiers(
  control: ControlDb,
  shop: TenantId,
  deviceSalt: string,
): Promise<PulledCashier[]> {
  if (fromBase64(deviceSalt)?.length !== SALT_BYTES) throw new RangeError("a device's salt is 16 bytes");
  const staff = (await pinsOfShop(control, shop)).filter(({ role }) => may(role, "sell"));
  return await Promise.all(staff.map(async ({ personId, name, role, pin }) => ({
    cashierId: personId,
    name,
    role,
    mayOverride: may(role, "override"),
    pin: pin && {
      salt: pin.salt,
      iterations: PIN_ITERATIONS,
      deviceSalt,
      verifier: await deviceVerifier(pin.root, deviceSalt),
    },
  })));
}
