import { isGtin } from "../../kernel/barcode.ts";

/** What the five digits behind the article mean, for one prefix a scale prints with. */
export type ScaleMeaning = "grams" | "centimos";

/**
 * In-store labels of scales (GS1 leaves 20–29 to the shop): PP AAAAA VVVVV C, article and value of five digits each.
 * Scales sold in Peru come set to print the price; 28 and 29 are what their manuals propose for weight. A shop whose
 * scale says otherwise gets a table of its own.
 */
const SCALE_RULES: Readonly<Record<string, ScaleMeaning>> = {
  20: "centimos",
  21: "centimos",
  22: "centimos",
  23: "centimos",
  24: "centimos",
  25: "centimos",
  26: "centimos",
  27: "centimos",
  28: "grams",
  29: "grams",
};

export interface ScaleLabel {
  /** The shop's own code of the product, without leading zeros. */
  readonly code: string;
  readonly meaning: ScaleMeaning;
  readonly value: number;
}

/** Null for any code that is not a scale's label by these rules, or that says nothing was weighed. */
export function parseScaleLabel(text: string, rules = SCALE_RULES): ScaleLabel | null {
  const meaning = rules[text.slice(0, 2)];
  if (meaning === undefined || text.length !== 13 || !isGtin(text)) return null;
  const value = Number(text.slice(7, 12));
  return value === 0 ? null : { code: String(Number(text.slice(2, 7))), meaning, value };
}
