declare const centimosBrand: unique symbol;

/** Money in céntimos of a sol: always a safe integer, negative where money goes out. */
export type Centimos = number & { readonly [centimosBrand]: true };

/** Brands a whole number of céntimos. Throws on anything else: only a programmer can meet that. */
export function centimos(value: number): Centimos {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole céntimos: ${value}`);
  return (value === 0 ? 0 : value) as Centimos; // -0 would be stored as another byte than 0
}

export const ZERO = centimos(0);

export function sumCentimos(amounts: Iterable<Centimos>): Centimos {
  let total = 0;
  for (const amount of amounts) total += amount;
  return centimos(total);
}

/** Highest amount a person may type: S/ 9,999,999.99. */
export const MAX_TYPED = centimos(999_999_999);

/**
 * Reads an amount as people write it in Peru: `3.5`, `3,50`, `S/ 1,234.50`, `1234`.
 * Point and comma are both a decimal mark when one or two digits follow the last of them; a comma before three
 * digits groups thousands. Returns null when it is not an amount or is above {@link MAX_TYPED}.
 */
export function parseSoles(text: string): Centimos | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/^S\/\.?/i, "");
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d{1,7})(?:[.,](\d{0,2}))?$/.exec(plain);
  if (!match) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const value = Number(whole.replaceAll(",", "")) * 100 + Number(fraction.padEnd(2, "0"));
  if (value > MAX_TYPED) return null;
  return centimos(sign ? -value : value);
}

/** `S/ 1,234.50` with the no-break space that es-PE uses; `-S/ 3.00` when negative. Integer arithmetic only. */
export function formatSoles(amount: Centimos): string {
  const sign = amount < 0 ? "-" : "";
  return `${sign}S/\u00a0${formatAmount(centimos(Math.abs(amount)))}`;
}

/** `1,234.50`: the figure alone, for columns that already say S/. */
export function formatAmount(amount: Centimos): string {
  const absolute = Math.abs(amount);
  const whole = String(Math.trunc(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0 ? "-" : ""}${whole}.${String(absolute % 100).padStart(2, "0")}`;
}

/** How a screen reader should say an amount: `24 soles con 50`. */
export function spokenSoles(amount: Centimos): string {
  const absolute = Math.abs(amount);
  const whole = Math.trunc(absolute / 100), rest = absolute % 100;
  const soles = `${whole} ${whole === 1 ? "sol" : "soles"}`;
  return `${amount < 0 ? "menos " : ""}${soles}${rest ? ` con ${rest}` : ""}`;
}
