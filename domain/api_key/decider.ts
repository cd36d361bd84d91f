import type { ApiKeyFact, KeyScope } from "../../events/facts/api_key.ts";
import type { Decider } from "../../kernel/decider.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";

/** Stream `api_key-<keyId>`. */
export type ApiKey = { readonly status: "none" | "active" | "revoked" };

export type ApiKeyCommand =
  | {
    readonly type: "MakeApiKey";
    readonly keyId: string;
    readonly scopes: readonly KeyScope[];
    /** What whoever makes it may do. */
    readonly makersScopes: readonly KeyScope[];
  }
  | { readonly type: "RevokeApiKey"; readonly keyId: string };

export type ApiKeyRefusal =
  | { readonly type: "ApiKeyExists" }
  | { readonly type: "ApiKeyUnknown" }
  /** Nobody gives a program more than they may do themselves. */
  | { readonly type: "ScopeNotYours"; readonly scope: KeyScope };

function decide(command: ApiKeyCommand, key: ApiKey): Result<readonly ApiKeyFact[], ApiKeyRefusal> {
  switch (command.type) {
    case "MakeApiKey": {
      if (key.status !== "none") return err({ type: "ApiKeyExists" });
      const foreign = command.scopes.find((scope) => !command.makersScopes.includes(scope));
      if (foreign !== undefined) return err({ type: "ScopeNotYours", scope: foreign });
      const { keyId, scopes } = command;
      return ok([{ type: "ApiKeyMade", data: { keyId, scopes: [...new Set(scopes)].sort() } }]);
    }
    case "RevokeApiKey":
      if (key.status === "none") return err({ type: "ApiKeyUnknown" });
      return ok(key.status === "revoked" ? [] : [{ type: "ApiKeyRevoked", data: { keyId: command.keyId } }]);
    default:
      return unreachable(command);
  }
}

export const apiKeyDecider: Decider<ApiKeyCommand, ApiKey, ApiKeyFact, ApiKeyRefusal> = {
  initial: { status: "none" },
  decide,
  evolve: (_, event) => ({ status: event.type === "ApiKeyMade" ? "active" : "revoked" }),
};
