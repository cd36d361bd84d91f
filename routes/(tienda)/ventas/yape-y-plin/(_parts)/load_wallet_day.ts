import { type OutageWallet, walletsOut } from "../../../../../commands/payments/outages.ts";
import { type CountedFor, countedFor } from "../../../../../events/projections/payments/case_queries.ts";
import {
  type ExceptionRow,
  type IncomingPayment,
  incomingPayments,
  openExceptions,
  paymentById,
  type WalletAccount,
  walletAccounts,
} from "../../../../../events/projections/payments/queries.ts";
import { paymentsToSee, type ToSee } from "../../../../../events/projections/payments/till_queries.ts";
import { everStaffOfShop } from "../../../../../events/store/control/people.ts";
import { type LimaDay, limaDay, plusDays, startOfDay } from "../../../../../kernel/time.ts";
import type { ShopState } from "../../../../(_shared)/define.ts";
import { payerShown } from "../../../../../commands/payments/question.ts";

interface Came extends IncomingPayment {
  readonly payerShown: string | null;
  readonly counted: readonly CountedFor[];
  /** The open question about it. */
  readonly question: string | null;
}
interface Waiting extends ExceptionRow {
  readonly payerShown: string | null;
}

export interface WalletDay {
  readonly day: LimaDay;
  readonly today: LimaDay;
  readonly accounts: readonly WalletAccount[];
  readonly waiting: readonly Waiting[];
  readonly toSee: readonly ToSee[];
  readonly came: readonly Came[];
  readonly nameOf: (personId: string) => string;
  /** Wallets that do not work now. */
  readonly out: readonly OutageWallet[];
  readonly done: string;
}

/** A day of a busy shop; the statement has the rest. */
const SHOWN = 300, WAITING_SHOWN = 100;

export async function loadWalletDay(state: ShopState, day: LimaDay, done: string): Promise<WalletDay> {
  const { services: { control, clock, platform }, shop, store } = state, { db } = store;
  const from = startOfDay(day), until = startOfDay(plusDays(day, 1));
  const [accounts, exceptions, toSee, payments, staff] = await Promise.all([
    walletAccounts(db),
    openExceptions(db),
    paymentsToSee(db, from),
    incomingPayments(db, { accountId: null, since: from, until, limit: SHOWN }),
    everStaffOfShop(control, shop.id),
  ]);
  const counted = await countedFor(db, payments.map(({ paymentId }) => paymentId));
  const names = new Map(staff.map(({ personId, name }) => [personId, name]));
  return {
    day,
    today: limaDay(clock.now()),
    accounts,
    waiting: await Promise.all(
      exceptions.slice(0, WAITING_SHOWN).map(async (exception) => ({
        ...exception,
        payerShown: exception.paymentId === null
          ? null
          : await payerShown(store, await paymentById(db, exception.paymentId)),
      })),
    ),
    toSee: toSee.filter(({ at }) => limaDay(at) === day),
    came: await Promise.all(payments.map(async (payment) => ({
      ...payment,
      payerShown: await payerShown(store, payment),
      counted: counted.filter(({ paymentId }) => paymentId === payment.paymentId),
      question: exceptions.find(({ paymentId }) => paymentId === payment.paymentId)?.exceptionId ?? null,
    }))),
    nameOf: (personId) => names.get(personId) ?? "",
    out: await walletsOut(platform),
    done,
  };
}
