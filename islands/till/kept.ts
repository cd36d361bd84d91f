/** Comforts that this device keeps in plain text: losing them costs nobody anything, so no failure is worth a word. */
export function kept<Value>(key: string, otherwise: Value): Value {
  try {
    const text = localStorage.getItem(key);
    return text === null ? otherwise : JSON.parse(text) as Value;
  } catch {
    return otherwise; // a browser that keeps nothing, or a text that somebody else wrote there
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // full, or a private window
  }
}

/** Ids of the products that stand before the owner's favourites, most sold first. */
export const LEARNED_KEY = "caserito.favoritos.1";
