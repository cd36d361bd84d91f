import { Chip } from "../ui/Notice.tsx";
import { currentTill } from "./till/current.ts";
import type { Till } from "./till/till.ts";
import { T } from "./till/texts.ts";
import { epochMsOf } from "../kernel/time.ts";

const LATE_MS = 3_600_000;

/** The state of this device, top right: nothing when all is well. */
export default function TillChip() {
  const till = currentTill.value;
  if (!till) return null;
  const waiting = till.unsent.value, oldest = waiting[0], { state } = till.link.value;
  const isOffline = till.offline.value || state === "offline";
  const isLate = oldest && epochMsOf(till.now()) - epochMsOf(oldest.occurredAt) > LATE_MS;
  if (!isLate && !isOffline && (state === "idle" || state === "sending")) {
    return <PrintChip till={till} isCalm />;
  }
  return (
    <>
      <PrintChip till={till} />
      <Chip
        tone={isLate ? "danger" : "attention"}
        icon={isLate ? "warning" : state === "signed-out" ? "lock" : "offline"}
        short={waiting.length > 0 ? T.pending(waiting.length) : T.offline(0, null)}
        label={T.seeUnsent}
        onClick={() => till.sheet.value = { kind: "unsent" }}
      >
        {isLate
          ? T.unsentSince(oldest.occurredAt)
          : isOffline
          ? T.offline(waiting.length, till.sentAt.value)
          : T.pending(waiting.length)}
      </Chip>
    </>
  );
}

/** No ticket holds up a sale; those that did not come out are one tap away. Where nothing is wrong, so are payments to see. */
function PrintChip({ till, isCalm }: { readonly till: Till; readonly isCalm?: boolean }) {
  const jobs = till.toPrint.value, toSee = till.toSee.value;
  if (!jobs.some(({ fault }) => fault)) {
    return isCalm && toSee !== "" && (
      <Chip
        tone="attention"
        icon="info"
        onClick={() => till.sheet.value = { kind: "toSee" }}
      >
        {toSee}
      </Chip>
    );
  }
  return (
    <Chip
      tone="danger"
      icon="print"
      short={T.toPrintShort(jobs.length)}
      onClick={() => void till.printer?.retry()}
    >
      {T.toPrint(jobs.length)}
    </Chip>
  );
}
