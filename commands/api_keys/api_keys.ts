import { z } from "zod";
import { apiKeyDecider } from "../../domain/api_key/decider.ts";
import { apiKeyStream } from "../../domain/streams.ts";
import { type ApiKeyFact, KEY_SCOPES, type KeyScope } from "../../events/facts/api_key.ts";
import { apiKeyByHash, type ApiKeyRow, endApiKey, keepApiKey } from "../../events/store/control/api_keys.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { TenantId, TenantStore } from "../../events/store/types.ts";
import { ok, type Result } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Asked, defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { inId, inText } from "../input/fields.ts";
import { newToken, tokenHash } from "../people/secrets.ts";
import type { Refusal } from "../refusals.ts";

export const zMakeApiKey = z.object({
  keyId: inId,
  name: inText(40),
  scopes: z.array(z.enum(KEY_SCOPES, { error: "choice" }), { error: "required" }).min(1, {
    error: "required",
  }),
});

/** Recognizable in a log or a leaked file, so that whoever finds one knows what it is. */
const PREFIX = "ck_";

export interface MadeKey {
  readonly keyId: string;
  /** Shown this once: only its hash is kept. */
  readonly key: string;
}

async function load(store: TenantStore, keyId: string) {
  const events = await store.stream(apiKeyStream(keyId));
  const facts = events.map(({ type, data }) => ({ type, data }) as ApiKeyFact);
  return { key: facts.reduce(apiKeyDecider.evolve, apiKeyDecider.initial), version: events.length };
}

const zMaking = zMakeApiKey.extend({ makersScopes: z.array(z.enum(KEY_SCOPES)) });
const make = defineCommand({
  type: "MakeApiKey",
  schema: zMaking,
  attempt: async ({ store }, { keyId, scopes, makersScopes }) => {
    const { key, version } = await load(store, keyId);
    const decision = apiKeyDecider.decide({ type: "MakeApiKey", keyId, scopes, makersScopes }, key);
    if (!decision.ok) return decision;
    const expected = [{ stream: apiKeyStream(keyId), version }];
    return ok({ facts: decision.value, expected, gate: "always", outcome: { keyId } });
  },
});

/**
 * Makes a key for another program. The fact comes first: a key that opens something is never there without it. A lost
 * answer is asked for again with the same command, and gets a new secret in place of the one that nobody saw.
 */
export async function makeApiKey(
  context: CommandContext,
  { control, shop, makersScopes }: {
    readonly control: ControlDb;
    readonly shop: TenantId;
    readonly makersScopes: readonly KeyScope[];
  },
  asked: Asked,
  input: unknown,
): Promise<Result<MadeKey, Refusal>> {
  const made = await make(context, asked, { ...input as object, makersScopes });
  if (!made.ok) return made;
  const { keyId, name, scopes } = zMakeApiKey.parse(input); // the command has read it
  const key = `${PREFIX}${newToken()}`;
  await keepApiKey(control, shop, {
    keyId,
    name,
    scopes,
    madeAt: context.clock.now(),
    hash: await tokenHash(key),
  });
  return ok({ keyId, key });
}

const revoke = defineCommand({
  type: "RevokeApiKey",
  schema: z.object({ keyId: inId }),
  attempt: async ({ store }, { keyId }) => {
    const { key, version } = await load(store, keyId);
    const decision = apiKeyDecider.decide({ type: "RevokeApiKey", keyId }, key);
    if (!decision.ok) return decision;
    const expected = [{ stream: apiKeyStream(keyId), version }];
    return ok({ facts: decision.value, expected, gate: "always", outcome: { keyId } });
  },
});

/** From this moment the key opens nothing, in any process: each request asks the control database. */
export async function revokeApiKey(
  context: CommandContext,
  { control, shop }: { readonly control: ControlDb; readonly shop: TenantId },
  asked: Asked,
  input: { readonly keyId: string },
): Promise<Result<{ readonly keyId: string }, Refusal>> {
  const revoked = await revoke(context, asked, input);
  if (!revoked.ok) return revoked;
  await endApiKey(control, shop, input.keyId, context.clock.now());
  return ok(revoked.value.outcome);
}

export const isApiKey = (bearer: string): boolean => bearer.startsWith(PREFIX);

/** The program that a bearer token is, or null. Looked up by its hash: comparing tells nothing of how much was right. */
export async function programOfKey(
  control: ControlDb,
  shop: TenantId,
  token: string,
  now: Instant,
): Promise<ApiKeyRow | null> {
  if (!isApiKey(token) || token.length !== PREFIX.length + 43) return null;
  return await apiKeyByHash(control, shop, await tokenHash(token), now);
}
