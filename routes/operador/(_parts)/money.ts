import type { Context } from "fresh";
import type { CommandFunction } from "../../../commands/define_command.ts";
import { settledIntoMembership } from "../../../commands/membership/settled.ts";
import { noteRefund, resolveException } from "../../../commands/payments/exceptions.ts";
import type { Refusal } from "../../../commands/refusals.ts";
import {
  type ExceptionRow,
  type IncomingPayment,
  type IntentRow,
  intentsById,
  openExceptions,
  openIntents,
  paymentById,
  type WalletAccount,
  walletAccounts,
} from "../../../events/projections/payments/queries.ts";
import { shopSlugs } from "../../../events/store/control/operators.ts";
import { err } from "../../../kernel/result.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { type ActionForm, formMaker, type OperatorAction, type Refused, runAction } from "./run_action.ts";

/** Money that waits for a person, with what they need to see beside it. The name of who paid is not among that. */
export interface WaitingMoney extends ExceptionRow {
  readonly account: WalletAccount | null;
  /** Null where there is no credit, only a claim. */
  readonly payment: IncomingPayment | null;
  /** Those it may be counted for: the ones it was raised for first. */
  readonly candidates: readonly IntentRow[];
}

export interface MoneyPage {
  readonly waiting: readonly WaitingMoney[];
  readonly slugs: ReadonlyMap<string, string>;
  readonly problem: string | null;
  form(action: string, subject: string): ActionForm;
  newId(): string;
  readonly done: string;
}

const SHOWN = 50;

export async function moneyPage(ctx: Context<OperatorState>, refused: Refused | null): Promise<MoneyPage> {
  const { platform: { db }, control } = ctx.state.services;
  const exceptions = (await openExceptions(db)).slice(0, SHOWN), accounts = await walletAccounts(db);
  const open = new Map(
    await Promise.all(
      [...new Set(exceptions.map(({ accountId }) => accountId))].map(async (id) =>
        [id, await openIntents(db, id)] as const
      ),
    ),
  );
  const waiting = await Promise.all(exceptions.map(async (exception): Promise<WaitingMoney> => {
    const named = (await intentsById(db, exception.intentIds)).filter(({ outcome }) => outcome === null);
    const others = (open.get(exception.accountId) ?? []).filter(({ intentId }) =>
      !exception.intentIds.includes(intentId)
    );
    return {
      ...exception,
      account: accounts.find(({ accountId }) => accountId === exception.accountId) ?? null,
      payment: exception.paymentId === null ? null : await paymentById(db, exception.paymentId),
      candidates: [...named, ...others].slice(0, SHOWN),
    };
  }));
  const shops = waiting.flatMap(({ candidates }) => candidates.map(({ subject }) => subject));
  return {
    waiting,
    slugs: await shopSlugs(control, [...new Set(shops)]),
    problem: refused?.form.problem ?? null,
    form: formMaker(ctx, refused, "exceptionId"),
    newId: () => ctx.state.services.ids.next(),
    done: doneOf(ctx),
  };
}

/** What a person counts for a shop is written into its membership in the same append. */
const resolve: CommandFunction<unknown, Refusal> = async (context, asked, input) => {
  const { resolution, intentId } = input as { readonly resolution?: string; readonly intentId?: string };
  if (resolution === "allocate" && !intentId) {
    return err({ type: "InvalidInput", faults: [{ field: "intentId", fault: "required" }] });
  }
  return await resolveException(context, asked, input, settledIntoMembership(context));
};

/** A transfer that an operator made by hand has a number; what a provider gave back is heard from the provider. */
const refund: CommandFunction<unknown, Refusal> = async (context, asked, input) => {
  const { operationNumber } = input as { readonly operationNumber?: string };
  if (!operationNumber) {
    return err({ type: "InvalidInput", faults: [{ field: "operationNumber", fault: "required" }] });
  }
  return await noteRefund(context, asked, input);
};

const ACTIONS = {
  resolver: {
    command: resolve,
    fields: ["resolution", "intentId"],
    input: ({ exceptionId, resolution, intentId, reason }) => ({
      ...{ exceptionId, resolution, note: reason },
      intentId: resolution === "allocate" ? intentId : null,
    }),
  },
  devolver: {
    command: refund,
    fields: ["amountCentimos", "operationNumber"],
    input: ({ refundId, paymentId, amountCentimos, operationNumber, reason }) => ({
      ...{ refundId, paymentId, amountCentimos, operationNumber, reason },
    }),
  },
} as const satisfies Readonly<Record<string, OperatorAction>>;

export const resolveMoney = (ctx: Context<OperatorState>): Promise<string | Refused> =>
  runAction(ctx, ACTIONS, { by: ctx.state.operator.personId });
