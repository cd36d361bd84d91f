import assert from "node:assert/strict";
import type { ApiKeyFact } from "../../events/facts/api_key.ts";
import { scenario } from "../../tests/support/scenario.ts";
import { apiKeyDecider } from "./decider.ts";

const keys = scenario(apiKeyDecider, assert.deepEqual);
const keyId = "0192f0c1-0000-7000-8000-000000000001";
const made: ApiKeyFact = { type: "ApiKeyMade", data: { keyId, scopes: ["audit", "sell"] } };
const making = {
  type: "MakeApiKey",
  keyId,
  scopes: ["sell", "audit", "sell"],
  makersScopes: ["sell", "audit"],
} as const;
const revoking = { type: "RevokeApiKey", keyId } as const;

Deno.test("a key is made once, with what it may do said once each", () => {
  keys.given().when(making).then(made);
  keys.given(made).when(making).refused({ type: "ApiKeyExists" });
});

Deno.test("nobody gives a program more than they may do", () =>
  keys.given().when({ ...making, makersScopes: ["sell"] }).refused({
    type: "ScopeNotYours",
    scope: "audit",
  }));

Deno.test("a key ends for ever, and ending it twice is once", () => {
  const revoked: ApiKeyFact = { type: "ApiKeyRevoked", data: { keyId } };
  keys.given(made).when(revoking).then(revoked);
  keys.given(made, revoked).when(revoking).then();
  keys.given().when(revoking).refused({ type: "ApiKeyUnknown" });
  keys.given(made, revoked).when(making).refused({ type: "ApiKeyExists" });
});
