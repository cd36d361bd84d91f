import { useMemo, useState } from "preact/hooks";
import { countedCash, DENOMINATIONS } from "../../kernel/cash.ts";
import { formatSoles } from "../../kernel/money.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { closeDrawer } from "./drawer_work.ts";
import { T } from "./texts.ts";
import { LATER } from "./texts_later.ts";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { ToSeeLine } from "./ToSeeSheet.tsx";
import { deskOf } from "./wallet_desk.ts";

/** The blind count: pieces of each note and coin, and never what the system expects. */
export function Closing({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const cmdId = useMemo(() => till.ids.next(), []);
  const [pieces, setPieces] = useState<Readonly<Record<number, string>>>({});
  const [busy, setBusy] = useState(false);
  if (till.closed.value) return <Closed till={till} />;
  const counts = DENOMINATIONS.map((denominationCentimos) => ({
    denominationCentimos,
    count: Number(pieces[denominationCentimos] ?? "0"),
  }));
  const counted = formatSoles(countedCash(counts));
  const hasTicket = till.draft.value.lines.length > 0;
  const close = async () => {
    if (busy) return;
    setBusy(true);
    await closeDrawer(till, cmdId, counts.filter(({ count }) => count > 0));
    setBusy(false);
  };
  return (
    <div class="h-full overflow-y-auto bg-paper">
      <div class="mx-auto max-w-form grid gap-4 p-4">
        <div class="flex items-center justify-between gap-2">
          <h1 class="text-28 font-extrabold">{LATER.closeTitle}</h1>
          <Button type="button" kind="quiet" onClick={onClose}>{T.back}</Button>
        </div>
        <p class="text-ink-soft">{LATER.closeHint}</p>
        {hasTicket && <Notice tone="attention" title={LATER.closeWithTicket} />}
        <ToSee till={till} />
        <ul class="grid grid-cols-2 gap-x-6 gap-y-2">
          {DENOMINATIONS.map((denomination) => (
            <li key={denomination} class="flex items-center justify-between gap-2">
              <label for={`count-${denomination}`} class="tabular-nums whitespace-nowrap">
                {formatSoles(denomination).replace(".00", "")}
              </label>
              <input
                id={`count-${denomination}`}
                type="text"
                inputMode="numeric"
                autocomplete="off"
                placeholder="0"
                value={pieces[denomination] ?? ""}
                onInput={(event) => {
                  const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, 4);
                  event.currentTarget.value = digits;
                  setPieces({ ...pieces, [denomination]: digits });
                }}
                class="tap-till w-20 rounded border border-edge px-3 text-20 text-right"
              />
            </li>
          ))}
        </ul>
        <p class="flex items-baseline justify-between gap-3">
          <span>{LATER.counted}</span>
          <output class="text-40 font-extrabold tracking-tight">{counted}</output>
        </p>
        <Button type="button" kind="charge" size="charge" wide disabled={busy || hasTicket} onClick={close}>
          {LATER.closeButton(counted)}
        </Button>
      </div>
    </div>
  );
}

/** What was sold here and not seen yet: the last moment to look at the shop's own phone. */
function ToSee({ till }: { readonly till: Till }) {
  const session = till.drawer.value?.cashSessionId;
  const toSee = deskOf(till).toSee().filter(({ cashSessionId }) => cashSessionId === session);
  if (toSee.length === 0) return null;
  return (
    <section class="grid gap-2 rounded border-2 border-aji bg-aji-mist text-on-aji p-3">
      <h2 class="font-semibold">{WALLET.closing(toSee.length)}</h2>
      <ul class="grid gap-2">
        {toSee.map((watched) => (
          <li key={watched.intentId}>
            <ToSeeLine watched={watched} />
          </li>
        ))}
      </ul>
      <p>{WALLET.closingHint}</p>
      <Button type="button" kind="secondary" size="till" onClick={() => till.sheet.value = { kind: "toSee" }}>
        {WALLET.toSeeOpen}
      </Button>
    </section>
  );
}

function Closed({ till }: { readonly till: Till }) {
  const { cashSessionId, answer } = till.closed.value!;
  const isOffline = till.offline.value || till.link.value.state === "offline";
  return (
    <div class="p-4">
      <EmptyState
        icon="check"
        title={answer ? LATER.closed(answer.zNumber) : isOffline ? LATER.closedOffline : LATER.closing}
        action={
          <div class="flex flex-wrap justify-center gap-3">
            {answer && (
              <LinkButton size="till" href={`/caja/cierre/${cashSessionId}`}>{LATER.seeZ}</LinkButton>
            )}
            <Button type="button" kind="secondary" size="till" onClick={() => till.screen.value = "open"}>
              {T.openTitle}
            </Button>
          </div>
        }
      />
    </div>
  );
}
