import { PaymentReceived } from "../../events/facts/membership.ts";
import { membershipStream } from "../../domain/streams.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { Instant } from "../../kernel/time.ts";
import { versionOf } from "../handle.ts";
import type { Beside } from "./define_membership.ts";

/** Money that the payment engine counts for an intent, as it is about to write it. */
export interface SettledMoney {
  readonly intentId: string;
  /** The shop, by its id. */
  readonly subject: string;
  readonly purpose: "sale" | "membership";
  readonly paymentId: string;
  readonly accountId: string;
  readonly amountCentimos: Centimos;
  /** When it came in, which is when it counts. */
  readonly valueAt: Instant;
  readonly provider: string;
  readonly reference: string;
}

/**
 * For the engine's `settled`: that a shop paid stands in the very append that gives its money to its intent, so that
 * neither is ever there without the other.
 */
export const settledIntoMembership =
  ({ store }: { readonly store: Pick<TenantStore, "read"> }) =>
  async (money: SettledMoney): Promise<Beside> => {
    if (money.purpose !== "membership") return { facts: [], expected: [] };
    const { subject: shop, paymentId, amountCentimos, valueAt, provider, reference } = money;
    const stream = membershipStream(shop);
    return {
      facts: [{
        definition: PaymentReceived,
        stream,
        data: { shop, paymentId, amountCentimos, valueAt, provider, reference },
      }],
      expected: [{ stream, version: await versionOf(store as TenantStore, stream) }],
    };
  };
