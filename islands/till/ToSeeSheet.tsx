import { useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { TENDER_NAMES } from "../../kernel/sale.ts";
import { formatTime } from "../../kernel/time.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import type { Approval } from "../../kernel/approval.ts";
import { askApproval } from "./approving.ts";
import { Candidates } from "./Candidates.tsx";
import { Sheet } from "./Sheet.tsx";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { deskOf } from "./wallet_desk.ts";
import type { Watched } from "./wallet_records.ts";

/** Behind the chip: what a buyer said was paid and nobody has seen, each with what can be done about it. */
export function ToSeeSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const toSee = deskOf(till).toSee();
  return (
    <Sheet title={WALLET.toSeeTitle} onClose={onClose}>
      <div class="grid grid-cols-1 gap-3">
        <p>{toSee.length === 0 ? WALLET.toSeeNone : WALLET.toSeeHint}</p>
        <ul aria-label={WALLET.toSeeTitle} class="grid gap-3">
          {toSee.map((watched) => <Row key={watched.intentId} till={till} watched={watched} />)}
        </ul>
      </div>
    </Sheet>
  );
}

function Row({ till, watched }: { readonly till: Till; readonly watched: Watched }) {
  const standing = deskOf(till).standing(watched), { method, amountCentimos } = watched;
  return (
    <li class="grid grid-cols-1 gap-2 rounded border p-3">
      <ToSeeLine watched={watched} />
      {standing.type !== "waiting" && <p>{WALLET.standing(standing, method, amountCentimos)}</p>}
      <Candidates till={till} watched={watched} standing={standing} />
      {!("among" in standing && standing.among.length > 0) && <Mark till={till} watched={watched} />}
    </li>
  );
}

/** Amount, ticket, time and number of one of them. */
export function ToSeeLine({ watched }: { readonly watched: Watched }) {
  const { method, amountCentimos, ticketNumber, openedAt, operationNumber } = watched;
  return (
    <p class="flex items-baseline justify-between gap-3">
      <span class="min-w-0">
        <span class="block font-semibold">{TENDER_NAMES[method]}</span>
        <span class="block text-14 text-ink-soft">
          {[formatTime(openedAt), ticketNumber, operationNumber && WALLET.operation(operationNumber)]
            .filter(Boolean).join(" · ")}
        </span>
      </span>
      <span class="text-20 font-semibold tabular-nums whitespace-nowrap">{formatSoles(amountCentimos)}</span>
    </p>
  );
}

/** Somebody has read it on the shop's own phone, which this till does not hear. */
function Mark({ till, watched }: { readonly till: Till; readonly watched: Watched }) {
  const [number, setNumber] = useState(watched.operationNumber ?? ""), [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const say = async (approval: Approval | null) =>
    await deskOf(till).watch.mark(watched, number, till.ids.next(), { reason: WALLET.markReason, approval });
  const save = async () => {
    // Fewer digits are a word that was read for a number (payments-peru §2c).
    if ((number.match(/\d/g)?.length ?? 0) < 4) return setError(WALLET.numberWrong);
    setBusy(true);
    const said = await say(null);
    setBusy(false);
    setError(said === "not" ? WALLET.notMarked : "");
    if (said !== "second") return;
    const kind = "wallet_number", reason = WALLET.markReason;
    // Its sheet takes the place of this one; back here the row says whether it is noted.
    askApproval(till, {
      kind,
      reason,
      then: (approval) =>
        void say(approval).then((then) => {
          if (then !== "done") till.notice.value = { tone: "danger", text: WALLET.notMarked };
          else till.sheet.value = { kind: "toSee" };
        }),
    });
  };
  return (
    <form
      class="grid grid-cols-1 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <Field
        name={`operation-${watched.intentId}`}
        label={WALLET.operationLabel}
        inputMode="numeric"
        autocomplete="off"
        value={number}
        error={error === "" ? undefined : error}
        onInput={(event) => {
          setError("");
          setNumber(event.currentTarget.value.replace(/[^0-9A-Za-z-]/g, "").slice(0, 24));
        }}
      />
      <Button kind="secondary" size="till" disabled={busy}>{WALLET.sawIt}</Button>
    </form>
  );
}
