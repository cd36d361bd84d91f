/** The basic set of GSM 03.38 without control characters, and what takes two units of it. */
const BASIC = new Set(
  "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n\r",
);
const EXTENDED = new Set("^{}\\[~]|€");

const INSTEAD: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u202f": " ",
  "–": "-",
  "—": "-",
  "−": "-",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "‘": "'",
  "’": "'",
  "…": "...",
  "·": "-",
  "•": "-",
};

/** The same words with letters a cheap message has: one `í` in it makes every segment of 160 one of 70. */
export const cheapText = (text: string): string =>
  [...text.normalize("NFC")].map((letter) => {
    if (BASIC.has(letter) || EXTENDED.has(letter)) return letter;
    const instead = INSTEAD[letter] ?? letter.normalize("NFD").replace(/\p{Mn}/gu, "");
    return [...instead].every((one) => BASIC.has(one)) ? instead : "?";
  }).join("");

/** How many messages a text is paid as. */
export function segmentsOf(text: string): number {
  const letters = [...text];
  if (letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter))) {
    const units = letters.reduce((sum, letter) => sum + (EXTENDED.has(letter) ? 2 : 1), 0);
    return units <= 160 ? 1 : Math.ceil(units / 153);
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}
