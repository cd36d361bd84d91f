import type { Fakes } from "./with_providers.ts";

/** The environment of a platform before these fakes. */
export const providerVariables = ({ stripe, mercadopago, culqi }: Fakes) => ({
  CASERITO_STRIPE_KEY: stripe.key,
  CASERITO_STRIPE_WEBHOOK_SECRET: `whsec_that_was_replaced, ${stripe.secret}`,
  CASERITO_STRIPE_API_URL: stripe.url,
  CASERITO_MERCADOPAGO_TOKEN: mercadopago.token,
  CASERITO_MERCADOPAGO_PUBLIC_KEY: mercadopago.publicKey,
  CASERITO_MERCADOPAGO_WEBHOOK_SECRET: mercadopago.secret,
  CASERITO_MERCADOPAGO_API_URL: mercadopago.url,
  CASERITO_CULQI_SECRET_KEY: culqi.secretKey,
  CASERITO_CULQI_PUBLIC_KEY: culqi.publicKey,
  CASERITO_CULQI_WEBHOOK_PATH: culqi.path,
  CASERITO_CULQI_API_URL: culqi.url,
});
