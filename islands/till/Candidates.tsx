import { useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import type { SeenPayment } from "../../kernel/wallet_payment.ts";
import { Button } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { deskOf } from "./wallet_desk.ts";
import { type Standing, straysOf, type Watched } from "./wallet_records.ts";

/**
 * Money that only a person can say the sale of: two buyers paid the same, or one paid another amount. Whoever stands here
 * says their name, and the cashier which one it was.
 */
export function Candidates({ till, watched, standing }: {
  readonly till: Till;
  readonly watched: Watched;
  readonly standing: Standing;
}) {
  const [busy, setBusy] = useState(false), [failed, setFailed] = useState(false);
  const take = async (...payments: readonly SeenPayment[]) => {
    if (busy) return;
    setBusy(true);
    setFailed(!await deskOf(till).take(watched, payments));
    setBusy(false);
  };
  if (standing.type === "seen") return null;
  const among = "among" in standing ? standing.among : [], strays = straysOf(watched);
  // What is counted already can still become a part of a payment that is on the screen.
  const isTakeable = "came" in standing && (among.length > 0 || watched.stage === "asked");
  if (!isTakeable && among.length + strays.length === 0) return null;
  return (
    <div class="grid grid-cols-1 gap-2">
      {isTakeable && (
        <Button
          type="button"
          kind="secondary"
          size="till"
          wide
          disabled={busy}
          onClick={() => void take(...among)}
        >
          {standing.type === "short"
            ? WALLET.takeCame(formatSoles(standing.came))
            : standing.type === "whole"
            ? WALLET.takeWhole
            : WALLET.takeOver}
        </Button>
      )}
      {standing.type === "choose" && <Choice title={WALLET.choose} of={among} busy={busy} onTake={take} />}
      {strays.length > 0 && <Choice title={WALLET.strays} of={strays} busy={busy} onTake={take} />}
      {failed && <p role="alert" class="font-semibold text-rocoto">{WALLET.notChosen}</p>}
    </div>
  );
}

function Choice({ title, of, busy, onTake }: {
  readonly title: string;
  readonly of: readonly SeenPayment[];
  readonly busy: boolean;
  readonly onTake: (payment: SeenPayment) => Promise<void>;
}) {
  return (
    <>
      <p class="font-semibold">{title}</p>
      <List label={title}>
        {of.map((payment) => (
          <li key={payment.exceptionId} class="border-b last:border-0">
            <button
              type="button"
              disabled={busy}
              onClick={() => void onTake(payment)}
              class="tap-till w-full flex items-center justify-between gap-3 px-4 text-left ring-inside hover:bg-toldo-mist"
            >
              <span>{WALLET.candidate(payment)}</span>
              <span class="font-semibold tabular-nums whitespace-nowrap">
                {formatSoles(payment.amountCentimos)}
              </span>
            </button>
          </li>
        ))}
      </List>
    </>
  );
}
