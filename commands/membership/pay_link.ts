import { type Shop, shopById } from "../../events/store/control/shops.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { TenantId } from "../../events/store/types.ts";
import { sameSecret } from "../../kernel/pin.ts";
import { epochMsOf, type Instant, plusDays, startOfDay } from "../../kernel/time.ts";
import { limaDay } from "../../kernel/time.ts";

/** Longer than the whole ladder from the first notice to the last one. */
const DAYS = 60;
const FORM = /^([a-z0-9-]{3,63})\.(\d{6,12})\.([0-9a-f]{24})$/;

/** Short, because it goes into a text message: 24 signs in hex cannot be guessed at the pace that the walls let anybody ask. */
const macOf = async (control: ControlDb, shop: string, until: string): Promise<string> =>
  (await control.personal.lookup("code", `pay\n${shop}\n${until}`)).slice(0, 24);

/**
 * The end of a link that opens the bill of one shop on any phone and lets nobody in. It ends with a day, so that the links
 * of one day are the same.
 */
export async function payToken(control: ControlDb, shop: TenantId, now: Instant): Promise<string> {
  const until = String(epochMsOf(startOfDay(plusDays(limaDay(now), DAYS))) / 1000);
  return `${shop}.${until}.${await macOf(control, shop, until)}`;
}

/** Whose bill it opens; null for what we did not make, what has ended, and a shop that is gone. */
export async function shopOfPayToken(control: ControlDb, token: string, now: Instant): Promise<Shop | null> {
  const [, shop, until, said] = FORM.exec(token) ?? [];
  if (shop === undefined || until === undefined || said === undefined) return null;
  if (!sameSecret(said, await macOf(control, shop, until)) || Number(until) * 1000 <= epochMsOf(now)) {
    return null;
  }
  return await shopById(control, shop as TenantId); // the mac says that the registry made it
}
