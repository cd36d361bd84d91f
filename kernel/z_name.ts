/** `Z-0142`; its addenda `Z-0142-a` … `Z-0142-z`, `Z-0142-aa` …: what is printed and said at the counter. */
export function zName(zNumber: number, addendum: number | null = null): string {
  const name = `Z-${String(zNumber).padStart(4, "0")}`;
  return addendum === null ? name : `${name}-${letters(addendum)}`;
}

/** 1 is `a`, 26 is `z`, 27 is `aa`. */
const letters = (n: number): string =>
  n <= 0 ? "" : letters(Math.floor((n - 1) / 26)) + String.fromCharCode(97 + (n - 1) % 26);
