import type { TenderMethod } from "../../kernel/sale.ts";
import type { IconName } from "../../ui/icons.tsx";

export const TENDER_ICONS: Readonly<Record<TenderMethod, IconName>> = {
  efectivo: "cash",
  yape: "yape",
  plin: "plin",
  tarjeta: "card",
  fiado: "notebook",
};

/** Money that another phone says has come. */
export const isWallet = (method: TenderMethod): boolean => method === "yape" || method === "plin";
