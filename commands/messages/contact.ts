import { z } from "zod";
import { ContactOptedIn, ContactOptedOut } from "../../events/facts/messages.ts";
import { hasOptedOut } from "../../events/projections/outbox/queries.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { isUuid } from "../../kernel/ids.ts";
import { sameSecret } from "../../kernel/pin.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { versionOf } from "../handle.ts";

/** Somebody wants no more of what they can do without, or wants it again. Saying it twice says it once. */
export const setContact = defineCommand({
  type: "SetContact",
  schema: z.object({ personId: z.uuid(), optedOut: z.boolean(), way: z.enum(["link", "operator"]) }),
  attempt: async ({ store }, { personId, optedOut, way }) => {
    const stream = `contact-${personId}`, version = await versionOf(store, stream);
    const definition = optedOut ? ContactOptedOut : ContactOptedIn;
    const facts = await hasOptedOut(store.db, personId) === optedOut
      ? []
      : [{ definition, stream, data: { personId, way } }];
    return ok({ facts, expected: [{ stream, version }], gate: "always", outcome: { optedOut } });
  },
});

/** The end of a link that speaks for this person and does nothing else. It never ends: a mail may lie for years. */
export const optOutToken = async (control: ControlDb, personId: string): Promise<string> =>
  `${personId}.${await control.personal.lookup("code", `opt-out\n${personId}`)}`;

/** Whose it is; null for what we did not make. */
export async function personOfToken(control: ControlDb, token: string): Promise<string | null> {
  const personId = token.slice(0, 36);
  return isUuid(personId) && sameSecret(token, await optOutToken(control, personId)) ? personId : null;
}
