declare const quantityBrand: unique symbol;

/** A quantity in thousandths of its unit (0.575 kg is 575, 3 unidades is 3000): always a safe integer. */
export type Quantity = number & { readonly [quantityBrand]: true };

/** What a product is counted in. `unidad` sells whole, `kg` and `litro` sell by measure. */
export type Unit = "unidad" | "kg" | "litro";
export const UNITS: readonly Unit[] = ["unidad", "kg", "litro"];

/** Brands a whole number of thousandths. Throws on anything else. */
export function quantity(thousandths: number): Quantity {
  if (!Number.isSafeInteger(thousandths)) throw new RangeError(`not whole thousandths: ${thousandths}`);
  return (thousandths === 0 ? 0 : thousandths) as Quantity;
}

export const ONE = quantity(1000);
/** Highest quantity a person may type: 99,999.999. Price × quantity may still leave the safe integers: pricing throws there. */
export const MAX_QUANTITY = quantity(99_999_999);

/** Reads `3`, `0.575`, `0,575`. Null when it is not a quantity, has over three decimals, or is too large. */
export function parseQuantity(text: string): Quantity | null {
  const match = /^(-?)(\d{1,5})?(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match || (match[2] === undefined && match[3] === undefined)) return null;
  const value = Number(match[2] ?? "0") * 1000 + Number((match[3] ?? "").padEnd(3, "0"));
  return quantity(match[1] ? -value : value);
}

/** `0.575 kg`, `3`, `12 unidades` never: a unit is written only where it is a measure. */
export function formatQuantity(value: Quantity, unit: Unit): string {
  const figure = formatThousandths(value, unit === "unidad" ? 0 : 3);
  return unit === "unidad" ? figure : `${figure} ${unit === "litro" ? "l" : unit}`;
}

function formatThousandths(value: Quantity, decimalsAtLeast: number): string {
  const absolute = Math.abs(value);
  const fraction = String(absolute % 1000).padStart(3, "0").replace(/0+$/, "").padEnd(decimalsAtLeast, "0");
  const whole = String(Math.trunc(absolute / 1000)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}
