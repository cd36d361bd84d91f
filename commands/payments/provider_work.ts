import type { ControlDb } from "../../events/store/control/db.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Ids } from "../../kernel/ids.ts";
import type { ProviderPayment, Providers } from "../../kernel/payment_provider.ts";
import type { Result } from "../../kernel/result.ts";
import type { Clock } from "../../kernel/time.ts";

/** Everything that payments through a provider need of the process. */
export interface ProviderWork {
  readonly control: ControlDb;
  readonly platform: TenantStore;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Hands a payment that brought money to the payment engine. */
  readonly keepMoney: KeepMoney;
}

/** Money that came in, as its provider says; the same one again changes nothing. */
export type KeepMoney = (
  work: Pick<ProviderWork, "platform" | "clock" | "ids">,
  money: MoneySeen,
) => Promise<Result<{ readonly decision: string }, { readonly type: string }>>;

export interface MoneySeen {
  readonly payment: ProviderPayment;
  /** The intent it is for, where our own rows say so; never what only the provider says. */
  readonly intentId: string | null;
  /** Whose money it is, where it is known. */
  readonly shopId: string | null;
}
