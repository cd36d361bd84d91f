import { ROLE_EXAMPLES, STAFF } from "../../../../i18n/es_pe/staff.ts";
import { ROLE_NAMES } from "../../../../i18n/es_pe/people.ts";
import type { Role } from "../../../../commands/people/permissions.ts";

const ORDER = Object.keys(ROLE_EXAMPLES) as Role[];

/** One of the roles, each said by what somebody of it does all day. */
export function RoleChoice({ chosen }: { readonly chosen: string }) {
  return (
    <fieldset class="grid gap-2">
      <legend class="font-semibold pb-1">{STAFF.role}</legend>
      {ORDER.map((role) => (
        <label key={role} class="tap flex items-start gap-3 rounded border border-edge p-3">
          <input
            type="radio"
            name="role"
            value={role}
            checked={chosen === role}
            required
            class="w-6 h-6 flex-none"
          />
          <span>
            <span class="font-semibold">{ROLE_EXAMPLES[role].title}</span>
            <span class="text-ink-soft">{` · ${ROLE_NAMES[role]}`}</span>
            <span class="block text-14 text-ink-soft">{ROLE_EXAMPLES[role].does}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
