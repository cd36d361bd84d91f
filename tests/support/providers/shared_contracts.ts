/** Published descriptions of what providers take, where they stand: never copied into this repository. */
const FOLDER = `${Deno.env.get("CASERITO_SHARED") ?? "../shared"}/data/contracts`;

/** Null where this machine has none: a test that needs it says so in its name. */
export function contractText(file: string): string | null {
  try {
    return Deno.readTextFileSync(`${FOLDER}/${file}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
