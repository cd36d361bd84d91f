import type { WALLETS } from "../../events/facts/payments.ts";

/** What wallets and providers are called, by their own names. An owner's receipt says it in the owner's words. */
export const WALLET_NAMES: Readonly<Record<(typeof WALLETS)[number], string>> = {
  yape: "Yape",
  plin: "Plin",
  stripe: "Stripe",
  mercadopago: "Mercado Pago",
  culqi: "Culqi",
  bank: "Banco",
};

/** The same of a word that stands in a fact, which may be a way to pay that no account is of. */
export const walletText = (provider: string): string =>
  Object.hasOwn(WALLET_NAMES, provider) ? WALLET_NAMES[provider as keyof typeof WALLET_NAMES] : provider;
