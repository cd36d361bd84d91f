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

/** True where the tiles keep their places, whatever is sold. */
const FIXED_KEY = "caserito.favoritos-fijos.1";
export const areTilesFixed = (): boolean => kept(FIXED_KEY, false);
export const fixTiles = (areFixed: boolean): void => keep(FIXED_KEY, areFixed);

/** What stands first among the favourites. */
export const learnedTiles = (): readonly string[] => areTilesFixed() ? [] : kept(LEARNED_KEY, []);

/** Ids of the products that stand before the owner's favourites, most sold first. */
export const LEARNED_KEY = "caserito.favoritos.1";
