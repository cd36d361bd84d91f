import { isOffline, type WalletSource } from "../../../../../events/store/control/wallet_sources.ts";
import {
  REVOKE,
  SOURCE_FAULTS,
  SOURCE_KINDS,
  SOURCE_STATES,
  sourceSays,
  WALLETS_PAGE,
} from "../../../../../i18n/es_pe/wallet_pages.ts";
import type { Instant } from "../../../../../kernel/time.ts";
import { Button } from "../../../../../ui/Button.tsx";
import { State, type Tone } from "../../../../../ui/List.tsx";

/** A mailbox is silent for days and well; a phone is silent for three minutes and off. */
function stateOf(source: WalletSource, now: Instant): readonly [Tone, string] {
  if (source.revokedAt !== null) return ["info", SOURCE_STATES.ended];
  if (source.kind !== "signed") {
    return source.seenAt === null ? ["info", SOURCE_STATES.waiting] : ["ok", SOURCE_STATES.online];
  }
  return isOffline(source, now) ? ["danger", SOURCE_STATES.offline] : ["ok", SOURCE_STATES.online];
}

/** What tells of money: when it was heard of last, what is wrong with it, and the way to end it. */
export function Sources({ sources, now, cmdId }: {
  readonly sources: readonly WalletSource[];
  readonly now: Instant;
  readonly cmdId: string;
}) {
  if (sources.length === 0) return <p class="rounded border bg-surface p-4">{WALLETS_PAGE.noPhones}</p>;
  return (
    <ul aria-label={WALLETS_PAGE.phones} class="grid gap-2">
      {sources.map((source) => {
        const [tone, word] = stateOf(source, now);
        return (
          <li key={source.sourceId} class="grid gap-1 rounded border bg-paper p-4">
            <p class="flex flex-wrap items-center gap-2">
              <span class="font-semibold">{source.name}</span>
              <State tone={tone}>{word}</State>
            </p>
            <p class="text-14 text-ink-soft">{[SOURCE_KINDS[source.kind], sourceSays(source)].join(" · ")}</p>
            {source.fault && source.revokedAt === null && (
              <p class="font-semibold text-rocoto">{SOURCE_FAULTS[source.fault]}</p>
            )}
            {source.revokedAt === null && (
              <details class="disclosure">
                <summary class="tap flex items-center text-rocoto font-semibold">{REVOKE.summary}</summary>
                <form
                  method="post"
                  action={`/ajustes/yape-y-plin/celulares/${source.sourceId}/quitar`}
                  class="grid gap-3 pb-3"
                >
                  <input type="hidden" name="cmdId" value={cmdId} />
                  <p>{REVOKE.says}</p>
                  <div>
                    <Button kind="danger">{REVOKE.button(source.name)}</Button>
                  </div>
                </form>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
