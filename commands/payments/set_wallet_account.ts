import { decideAccount } from "../../domain/payments/decider.ts";
import { walletStream } from "../../domain/streams.ts";
import { walletAccounts } from "../../events/projections/payments/queries.ts";
import { ok } from "../../kernel/result.ts";
import { type CommandFunction, defineCommand } from "../define_command.ts";
import { zWalletAccount } from "./payment_input.ts";

/** An account where money comes in, whole each time. It is never deleted: what came in on it stays. */
export const setWalletAccount: CommandFunction<{ readonly accountId: string }, never> = defineCommand({
  type: "SetWalletAccount",
  schema: zWalletAccount,
  attempt: async ({ store }, input) => {
    const { accountId } = input;
    const now = (await walletAccounts(store.db)).find((account) => account.accountId === accountId);
    return ok({
      facts: decideAccount(input, now ?? null),
      expected: [{ stream: walletStream(accountId), version: now?.ver ?? 0 }],
      gate: "always",
      outcome: { accountId },
    });
  },
});
