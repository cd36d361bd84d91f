import type { WalletFact } from "../../events/facts/wallets.ts";
import type { Decider } from "../../kernel/decider.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";

export type SourceFact = Extract<WalletFact, { type: "WalletSourcePaired" | "WalletSourceRevoked" }>;
type Paired = Extract<SourceFact, { type: "WalletSourcePaired" }>["data"];

/** Stream `wallet_source-<sourceId>`. */
export interface Source {
  readonly status: "none" | "paired" | "revoked";
}

export type SourceCommand =
  | { readonly type: "PairSource"; readonly kind: Paired["kind"] } & Pick<Paired, "sourceId" | "accountIds">
  | { readonly type: "RevokeSource"; readonly sourceId: string };

export type SourceRefusal =
  | { readonly type: "WalletSourceExists" }
  | { readonly type: "WalletSourceUnknown" };

function decide(command: SourceCommand, source: Source): Result<readonly SourceFact[], SourceRefusal> {
  const { sourceId } = command;
  switch (command.type) {
    case "PairSource": {
      if (source.status !== "none") return err({ type: "WalletSourceExists" });
      const accountIds = [...new Set(command.accountIds)].sort();
      return ok([{ type: "WalletSourcePaired", data: { sourceId, kind: command.kind, accountIds } }]);
    }
    case "RevokeSource":
      if (source.status === "none") return err({ type: "WalletSourceUnknown" });
      return ok(source.status === "revoked" ? [] : [{ type: "WalletSourceRevoked", data: { sourceId } }]);
    default:
      return unreachable(command);
  }
}

export const sourceDecider: Decider<SourceCommand, Source, SourceFact, SourceRefusal> = {
  initial: { status: "none" },
  decide,
  evolve: (_, { type }) => ({ status: type === "WalletSourcePaired" ? "paired" : "revoked" }),
};
