/** EAN-13, EAN-8 and UPC-A check digit (GS1 General Specifications §7.9): weights 3 and 1 from the right. */
export function checkDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** True for a GTIN of 8, 12 or 13 digits whose check digit holds. Shops also use short codes of their own: those are not GTINs. */
export function isGtin(code: string): boolean {
  return /^(\d{8}|\d{12}|\d{13})$/.test(code) && checkDigit(code.slice(0, -1)) === Number(code.at(-1));
}
