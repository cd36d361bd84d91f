import type { KeyOwner, SubjectKeys } from "./subject_keys.ts";
import { KeystoreError } from "./key_files.ts";
import type { PersonalData, ShopPeople } from "./types.ts";

/** The keys of one owner's people. Without a keystore whoever asks for one is told so. */
export function peopleOf(keys: SubjectKeys | undefined, owner: KeyOwner): ShopPeople {
  const given = (): SubjectKeys => {
    if (!keys) throw new KeystoreError("this program was opened without the keys of persons");
    return keys;
  };
  return {
    async seal({ subject, fields }: PersonalData) {
      await given().create(owner, subject);
      return await Promise.all(
        Object.entries(fields).map(([field, text]) => given().seal(owner, subject, field, text)),
      );
    },
    open: async (sealed) => await given().open(owner, sealed),
    erase: async (subject) => await given().erase(owner, subject),
    index: async (field, text) => await given().index(owner, field, text),
  };
}
