import { z } from "zod";
import { PERMISSIONS } from "../../commands/people/permissions.ts";
import { ROLES } from "../../events/store/control/people.ts";
import { zAnsweredId } from "./fields.ts";

export const zSession = z.strictObject({
  personId: zAnsweredId,
  name: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS.owner)),
  shop: z.strictObject({ slug: z.string(), name: z.string(), niche: z.string() }),
});
export type SessionAnswer = z.output<typeof zSession>;
