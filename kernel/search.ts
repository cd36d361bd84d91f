/** Text as it is searched: no accents, no ñ, lower case, single spaces. `Piña  Colada` is found by `pina`. */
export function searchKey(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9.%]+/g, " ")
    .trim();
}

/** Every word of the query starts some word of the key. */
export function matches(key: string, query: string): boolean {
  const padded = ` ${key}`;
  return query.split(" ").every((word) => padded.includes(` ${word}`));
}
