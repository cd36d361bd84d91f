import type { SealedField } from "../../log/envelope.ts";
import type { SubjectKeys } from "../subject_keys.ts";
import type { Statement } from "../types.ts";
import { ConstraintError, type ControlDb } from "./db.ts";

export type PersonalField = "name" | "email" | "phone";
const LOOKED_UP: ReadonlySet<PersonalField> = new Set(["email", "phone"]);

/** Personal data in the control database: sealed, and found by an index nobody else can make. */
export interface Personal {
  /** The rows that keep these fields of a person, whose key is made where there is none. Null takes a field away. */
  keeping(
    personId: string,
    fields: Readonly<Partial<Record<PersonalField, string | null>>>,
  ): Promise<Statement[]>;
  /** Of a person whose key is there. */
  sealed(personId: string, field: PersonalField | "totp", text: string): Promise<SealedField>;
  /** Null for who was erased, or whose key is not here. */
  open(sealed: string | null): Promise<string | null>;
  /** Of a field, or of what is as short and as easily guessed as one. */
  lookup(field: PersonalField | "code", text: string): Promise<string>;
  /** For ever, in every database and copy. */
  erase(personId: string): Promise<void>;
}

export function personalData(keys: SubjectKeys): Personal {
  const lookup = (field: PersonalField | "code", text: string) => keys.index("platform", field, text);
  const sealed: Personal["sealed"] = async (personId, field, text) => {
    await keys.create("platform", personId);
    return await keys.seal("platform", personId, field, text);
  };
  const row = async (personId: string, field: PersonalField, text: string): Promise<Statement> => ({
    sql: `INSERT INTO personal (person_id, field, sealed, lookup) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (person_id, field) DO UPDATE SET sealed = ?3, lookup = ?4`,
    args: [
      personId,
      field,
      JSON.stringify(await sealed(personId, field, text)),
      LOOKED_UP.has(field) ? await lookup(field, text) : null,
    ],
  });
  const gone = (personId: string, field: PersonalField): Statement => ({
    sql: "DELETE FROM personal WHERE person_id = ? AND field = ?",
    args: [personId, field],
  });
  return {
    lookup,
    sealed,
    async keeping(personId, fields) {
      const given = Object.entries(fields) as [PersonalField, string | null][];
      return await Promise.all(
        given.map(async ([field, text]) =>
          text === null ? gone(personId, field) : await row(personId, field, text)
        ),
      );
    },
    open: async (text) => text === null ? null : await keys.open("platform", JSON.parse(text) as SealedField),
    erase: (personId) => keys.erase("platform", personId),
  };
}

/**
 * Seals what stands in clear from before there were keys, and makes the index of what came sealed from another platform
 * once its key is here. Safe to run again and by two at once. True where something was sealed.
 */
export async function sealPeople({ all, batch, personal }: ControlDb): Promise<boolean> {
  const clear = await all<{ id: string; name: string; email: string | null }>(
    "SELECT id, name, email FROM person WHERE name <> '' OR email IS NOT NULL",
  );
  for (const { id, name, email } of clear) {
    await batch([
      ...await personal.keeping(id, { name: name || "—", ...email === null ? {} : { email } }),
      { sql: "UPDATE person SET name = '', email = NULL WHERE id = ?", args: [id] },
    ]);
  }
  const moved = await all<{ person_id: string; field: PersonalField; sealed: string }>(
    "SELECT person_id, field, sealed FROM personal WHERE lookup IS NULL AND field <> 'name'",
  );
  for (const { person_id, field, sealed } of moved) {
    const text = await personal.open(sealed);
    if (text === null) continue;
    await batch([{
      sql: "UPDATE personal SET lookup = ? WHERE person_id = ? AND field = ?",
      args: [await personal.lookup(field, text), person_id, field],
    }]).catch((error) => {
      if (!(error instanceof ConstraintError)) throw error; // somebody here has it already: it opens nothing for this one
    });
  }
  return clear.length > 0;
}
