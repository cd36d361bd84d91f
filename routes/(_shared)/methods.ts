import type { TenderMethod } from "../../kernel/sale.ts";

/** How a shop takes money while it has not said: what nearly all do. */
export const METHODS_AT_FIRST: readonly TenderMethod[] = ["efectivo", "yape", "plin", "tarjeta", "fiado"];
