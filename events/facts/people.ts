import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId } from "./fields.ts";

const zRole = z.enum(["owner", "manager", "cashier", "professional", "auditor"]);

/** Stream `staff-<personId>`, like all of this file but the last. By ids alone: who it is stands in the platform's database, sealed. */
export const StaffAdded = defineFact({
  type: "StaffAdded",
  version: 1,
  schema: z.strictObject({ personId: zId, role: zRole }),
});

export const StaffRoleChanged = defineFact({
  type: "StaffRoleChanged",
  version: 1,
  schema: z.strictObject({ personId: zId, from: zRole, to: zRole }),
});

/** Works here no more: enters nowhere from this moment on. */
export const StaffDeactivated = defineFact({
  type: "StaffDeactivated",
  version: 1,
  schema: z.strictObject({ personId: zId }),
});

export const StaffReactivated = defineFact({
  type: "StaffReactivated",
  version: 1,
  schema: z.strictObject({ personId: zId, role: zRole }),
});

/** Has a PIN from now on, or another one. Nothing of the PIN is told. */
export const PinSet = defineFact({
  type: "PinSet",
  version: 1,
  schema: z.strictObject({ personId: zId }),
});

/** The name this shop knew them by was erased, and all the platform kept of them where they work nowhere else. */
export const StaffErased = defineFact({
  type: "StaffErased",
  version: 1,
  schema: z.strictObject({ personId: zId }),
});

/** Stream `audit-<personId>`. Somebody who may only read looked into the books: once for each hour of the clock in which they did. */
export const AuditAccessed = defineFact({
  type: "AuditAccessed",
  version: 1,
  schema: z.strictObject({ personId: zId }),
});

export type PeopleFact =
  | FactOf<typeof StaffAdded>
  | FactOf<typeof StaffRoleChanged>
  | FactOf<typeof StaffDeactivated>
  | FactOf<typeof StaffReactivated>
  | FactOf<typeof PinSet>
  | FactOf<typeof StaffErased>
  | FactOf<typeof AuditAccessed>;
