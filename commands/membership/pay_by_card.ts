import type { IntentRow } from "../../events/projections/payments/queries.ts";
import type { ProviderWork } from "../payments/provider_work.ts";
import { startProviderPayment } from "../payments/start_provider_payment.ts";

/** Providers that are set up here and show a page of their own; whether a card can stay there for the next time. */
export const cardProviders = (
  { providers }: Pick<ProviderWork, "providers">,
): readonly { readonly name: string; readonly saves: boolean }[] =>
  [...providers.values()].filter(({ ways }) => ways.has("page")).map(({ name, ways }) => ({
    name,
    saves: ways.has("saving_page"),
  }));

/** The address of a page where the intent is paid; null where the provider gave none. Safe to ask again with the same id. */
export async function payByCard(
  work: ProviderWork,
  { operationId, provider, intent, shopId, description, back, saves }: {
    readonly operationId: string;
    readonly provider: string;
    readonly intent: Pick<IntentRow, "intentId" | "amountCentimos">;
    readonly shopId: string;
    readonly description: string;
    readonly back: string;
    /** The card stays at the provider and pays what is billed later (charge_card.ts). */
    readonly saves: boolean;
  },
): Promise<string | null> {
  const { intentId, amountCentimos } = intent;
  const started = await startProviderPayment(work, {
    ...{ operationId, provider, intentId, shopId, amountCentimos, description, email: null },
    way: { kind: saves ? "saving_page" : "page" },
    backTo: { paid: back, canceled: back },
  });
  return started.ok && started.value.kind === "page" ? started.value.url : null;
}
