import { type Shop, shopById } from "../../events/store/control/shops.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { TenantId } from "../../events/store/types.ts";
import { sameSecret } from "../../kernel/pin.ts";
import { epochMsOf, type Instant, plusDays, startOfDay } from "../../kernel/time.ts";
import { limaDay } from "../../kernel/time.ts";

/** Longer than the whole ladder from the first notice to the last one. */
const DAYS = 60;
const FORM = /^([a-z0-9-]{3,63})\.(\d{6,12})\.([0-9A-Za-z_+/=-]{16,128})$/;

const macOf = (control: ControlDb, shop: string, until: string): Promise<string> =>
  control.personal.lookup("code", `pay\n${shop}\n${until}`);

/**
 * The end of a link that opens the bill of one shop on any phone and lets nobody in. It ends with a day, so that the links
 * of one day are the same.
 */
export async function payToken(control: ControlDb, shop: TenantId, now: Instant): Promise<string> {
  const until = String(epochMsOf(startOfDay(plusDays(limaDay(now), DAYS))) / 1000);
  const mac = await macOf(control, shop, until);
  return `${shop}.${until}.${mac.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** Whose bill it opens; null for what we did not make, what has ended, and a shop that is gone. */
export async function shopOfPayToken(control: ControlDb, token: string, now: Instant): Promise<Shop | null> {
  const [, shop, until, said] = FORM.exec(token) ?? [];
  if (shop === undefined || until === undefined || said === undefined) return null;
  const mac = (await macOf(control, shop, until)).replaceAll("+", "-").replaceAll("/", "_").replace(
    /=+$/,
    "",
  );
  if (!sameSecret(said, mac) || Number(until) * 1000 <= epochMsOf(now)) return null;
  return await shopById(control, shop as TenantId); // the mac says that the registry made it
}
