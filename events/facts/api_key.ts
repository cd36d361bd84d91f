import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId } from "./fields.ts";

/** What a key may be allowed: permissions of people that make sense for a program. */
export const KEY_SCOPES = [
  "sell",
  "see_figures",
  "edit_catalogue",
  "move_stock",
  "audit",
  "manage_customers",
] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Stream `api_key-<keyId>`. Another program may work in the shop. Its secret and its name stay outside the ledger. */
export const ApiKeyMade = defineFact({
  type: "ApiKeyMade",
  version: 1,
  schema: z.strictObject({ keyId: zId, scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length) }),
});

/** Stream `api_key-<keyId>`. For ever. */
export const ApiKeyRevoked = defineFact({
  type: "ApiKeyRevoked",
  version: 1,
  schema: z.strictObject({ keyId: zId }),
});

export type ApiKeyFact = FactOf<typeof ApiKeyMade> | FactOf<typeof ApiKeyRevoked>;
