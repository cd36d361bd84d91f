import type { PaymentProvider, Providers } from "../kernel/payment_provider.ts";
import { culqiProvider, type CulqiSettings } from "./culqi/mod.ts";
import { mercadoPagoProvider, type MercadoPagoSettings } from "./mercadopago/mod.ts";
import { stripeProvider, type StripeSettings } from "./stripe/mod.ts";

/** Each with its keys, or null where it is not set up. */
export interface ProviderSettings {
  readonly stripe: StripeSettings | null;
  readonly mercadopago: MercadoPagoSettings | null;
  readonly culqi: CulqiSettings | null;
}

/** What is set up, and nothing else: no page offers a way that would not take money. */
export function openProviders({ stripe, mercadopago, culqi }: ProviderSettings): Providers {
  const ready: readonly (PaymentProvider | null)[] = [
    stripe && stripeProvider(stripe),
    mercadopago && mercadoPagoProvider(mercadopago),
    culqi && culqiProvider(culqi),
  ];
  return new Map(ready.flatMap((provider) => provider ? [[provider.name, provider]] : []));
}
