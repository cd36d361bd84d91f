import { z } from "zod";
import { PAYMENT_METHODS } from "../../domain/streams.ts";
import { PaymentMethodsSet } from "../../events/facts/settings.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { TENDER_METHODS, type TenderMethod } from "../../kernel/sale.ts";
import { defineSetting, settingOf } from "../define_setting.ts";

export const zSetPaymentMethods = z.object({
  methods: z.array(z.enum(TENDER_METHODS, { error: "choice" }), { error: "required" })
    .min(1, { error: "required" }).max(5, { error: "too_many" })
    .refine((methods) => new Set(methods).size === methods.length, { error: "repeated" }),
});

/** How the shop takes money: the tiles of its till. */
export const setPaymentMethods = defineSetting({
  type: "SetPaymentMethods",
  fact: PaymentMethodsSet,
  stream: PAYMENT_METHODS,
  schema: zSetPaymentMethods,
});

/** Null while nobody has said. */
export const paymentMethodsOf = async (store: TenantStore): Promise<readonly TenderMethod[] | null> =>
  (await settingOf<{ methods: readonly TenderMethod[] }>(store, PAYMENT_METHODS))?.methods ?? null;
