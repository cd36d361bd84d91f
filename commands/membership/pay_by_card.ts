import type { IntentRow } from "../../events/projections/payments/queries.ts";
import type { ProviderWork } from "../payments/provider_work.ts";
import { startProviderPayment } from "../payments/start_provider_payment.ts";

/** Providers that are set up here and show a page of their own. */
export const cardProviders = ({ providers }: Pick<ProviderWork, "providers">): readonly string[] =>
  [...providers.values()].filter(({ ways }) => ways.has("page")).map(({ name }) => name);

/** The address of a page where the intent is paid; null where the provider gave none. Safe to ask again with the same id. */
export async function payByCard(
  work: ProviderWork,
  { operationId, provider, intent, shopId, description, back }: {
    readonly operationId: string;
    readonly provider: string;
    readonly intent: Pick<IntentRow, "intentId" | "amountCentimos">;
    readonly shopId: string;
    readonly description: string;
    readonly back: string;
  },
): Promise<string | null> {
  const { intentId, amountCentimos } = intent;
  const started = await startProviderPayment(work, {
    ...{ operationId, provider, intentId, shopId, amountCentimos, description, email: null },
    ...{ way: { kind: "page" }, backTo: { paid: back, canceled: back } },
  });
  return started.ok && started.value.kind === "page" ? started.value.url : null;
}
