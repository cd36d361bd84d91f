import type { ApiKeyRow } from "../../../../../events/store/control/api_keys.ts";
import { API_KEYS, keySays } from "../../../../../i18n/es_pe/api_keys.ts";
import { PERMISSION_NAMES } from "../../../../../i18n/es_pe/pages.ts";
import { Button } from "../../../../../ui/Button.tsx";

/** Each program with what it may do, when it came last, and the way to end it. */
export function KeyList({ keys, cmdId }: { readonly keys: readonly ApiKeyRow[]; readonly cmdId: string }) {
  if (keys.length === 0) return <p class="rounded border bg-surface p-4">{API_KEYS.none}</p>;
  return (
    <ul class="grid gap-2">
      {keys.map((key) => (
        <li key={key.keyId} class="flex flex-wrap items-center gap-x-4 gap-y-2 rounded border bg-paper p-4">
          <div class="grid min-w-0 flex-1">
            <span class="font-semibold truncate">{key.name}</span>
            <span class="text-14 text-ink-soft">
              {key.scopes.map((scope) =>
                PERMISSION_NAMES[scope]
              ).join(" · ")}
            </span>
            <span class="text-14 text-ink-soft">{keySays(key)}</span>
          </div>
          {key.revokedAt === null && (
            <form method="post" action={`/ajustes/llaves/${key.keyId}/quitar`}>
              <input type="hidden" name="cmdId" value={cmdId} />
              <Button kind="secondary" aria-label={API_KEYS.revokeLabel(key.name)}>{API_KEYS.revoke}</Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
