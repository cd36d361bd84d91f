import type { ControlDb } from "../../events/store/control/db.ts";
import { personalOf, workplaces } from "../../events/store/control/accounts.ts";
import { passkeysOf } from "../../events/store/control/passkeys.ts";
import { sessionsOf } from "../../events/store/control/sessions.ts";
import type { Instant } from "../../kernel/time.ts";

/** Everything the platform keeps about a person, as they take it along: one file, no secret in it. */
export async function exportPerson(control: ControlDb, personId: string, now: Instant) {
  const places = await workplaces(control, personId), keys = await passkeysOf(control, personId);
  const sessions = await sessionsOf(control, personId, now);
  return {
    personId,
    ...await personalOf(control, personId),
    shops: places.map(({ shop, role }) => ({ slug: shop.slug, name: shop.name, role })),
    passkeys: keys.map(({ name, createdAt, usedAt }) => ({ name, createdAt, usedAt })),
    sessions: sessions.map(({ tokenHash: _, ...session }) => session),
  };
}
