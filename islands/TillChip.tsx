import type { ReadonlySignal } from "@preact/signals";
import { Chip } from "../ui/Notice.tsx";
import { currentTill } from "./till/current.ts";
import type { Till } from "./till/till.ts";
import { T } from "./till/texts.ts";
import { epochMsOf } from "../kernel/time.ts";

const LATE_MS = 3_600_000;

/** The state of this device, top right: nothing when all is well. Two chips are too wide for a phone, so one says both. */
export default function TillChip() {
  const till = currentTill.value;
  if (!till) return null;
  const waiting = till.unsent.value, oldest = waiting[0], { state } = till.link.value;
  const isOffline = till.offline.value || state === "offline";
  const isLate = oldest && epochMsOf(till.now()) - epochMsOf(oldest.occurredAt) > LATE_MS;
  if (!isLate && !isOffline && (state === "idle" || state === "sending")) {
    return <PrintChip till={till} isAlone />;
  }
  return (
    <>
      <PrintChip till={till} />
      <Chip
        tone={isLate ? "danger" : "attention"}
        icon={isLate ? "warning" : state === "signed-out" ? "lock" : "offline"}
        short={both(
          waiting.length > 0 ? T.pending(waiting.length) : T.offline(0, null),
          till.toSeeShort,
          "\n",
        )}
        label={T.seeUnsent}
        onClick={() => till.sheet.value = { kind: "unsent" }}
      >
        {both(
          isLate
            ? T.unsentSince(oldest.occurredAt)
            : isOffline
            ? T.offline(waiting.length, till.sentAt.value)
            : T.pending(waiting.length),
          till.toSee,
        )}
      </Chip>
    </>
  );
}

const both = (state: string, { value: toSee }: ReadonlySignal<string>, between = " · "): string =>
  toSee === "" ? state : state + between + toSee;

/** No ticket holds up a sale; those that did not come out are one tap away, and so are payments to see. */
function PrintChip({ till, isAlone }: { readonly till: Till; readonly isAlone?: boolean }) {
  const jobs = till.toPrint.value, toSee = isAlone && till.toSee.value !== "";
  const isFaulty = jobs.some(({ fault }) => fault);
  const look = () => void (till.sheet.value = { kind: "toSee" });
  if (!isFaulty) return toSee && <Chip tone="attention" icon="info" onClick={look}>{till.toSee}</Chip>;
  const short = T.toPrintShort(jobs.length), text = T.toPrint(jobs.length);
  return (
    <Chip
      tone="danger"
      icon="print"
      short={toSee ? both(short, till.toSeeShort, "\n") : short}
      onClick={() => {
        void till.printer?.retry();
        if (toSee) look();
      }}
    >
      {toSee ? both(text, till.toSee) : text}
    </Chip>
  );
}
