import type { Context } from "fresh";
import type { CommandFunction } from "../../../commands/define_command.ts";
import { setWalletAccount } from "../../../commands/payments/set_wallet_account.ts";
import type { Refusal } from "../../../commands/refusals.ts";
import {
  receivedThisMonth,
  type WalletAccount,
  walletAccounts,
} from "../../../events/projections/payments/queries.ts";
import { type Centimos, formatAmount } from "../../../kernel/money.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import { doneOf, freshForm, type Typed } from "../../(_shared)/form.ts";
import { type ActionForm, formMaker, type OperatorAction, type Refused, runAction } from "./run_action.ts";

export interface AccountsPage {
  readonly accounts:
    readonly (WalletAccount & { readonly monthCentimos: Centimos; readonly form: ActionForm })[];
  /** The form of one more. */
  readonly fresh: ActionForm;
  readonly freshId: string;
  readonly problem: string | null;
  readonly done: string;
}

export const ACCOUNT_FIELDS = ["wallet", "name", "qrText", "strictAboveCentimos"] as const;
const ACTIONS = {
  // It has no refusal of its own, which its type does not say.
  cuenta: { command: setWalletAccount as CommandFunction<unknown, Refusal>, fields: ACCOUNT_FIELDS },
} as const satisfies Readonly<Record<string, OperatorAction>>;

const typedOf = (account: WalletAccount): Typed => ({
  wallet: account.wallet,
  name: account.name,
  qrText: account.qrText ?? "",
  injectAmount: account.injectAmount ? "on" : "",
  active: account.active ? "on" : "",
  strictAboveCentimos: account.strictAboveCentimos === null ? "" : formatAmount(account.strictAboveCentimos),
});

export async function accountsPage(
  ctx: Context<OperatorState>,
  refused: Refused | null,
): Promise<AccountsPage> {
  const { platform: { db }, clock, ids } = ctx.state.services, now = clock.now();
  const form = formMaker(ctx, refused, "accountId"), accounts = await walletAccounts(db);
  const isRefused = (id: string) => refused?.form.typed["accountId"] === id;
  const isNew = refused !== null && !accounts.some(({ accountId }) => isRefused(accountId));
  const freshId = isNew ? refused.form.typed["accountId"] ?? ids.next() : ids.next();
  return {
    accounts: await Promise.all(accounts.map(async (account) => ({
      ...account,
      monthCentimos: await receivedThisMonth(db, account.accountId, now),
      form: {
        ...form("cuenta", account.accountId),
        ...isRefused(account.accountId) ? {} : freshForm(typedOf(account)),
      },
    }))),
    fresh: { ...form("cuenta", freshId), ...isNew ? {} : freshForm({ active: "on" }) },
    freshId,
    problem: refused?.form.problem ?? null,
    done: doneOf(ctx),
  };
}

export const setAccount = (ctx: Context<OperatorState>): Promise<string | Refused> => runAction(ctx, ACTIONS);
