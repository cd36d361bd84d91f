import { Chip } from "../ui/Notice.tsx";
import { currentTill } from "./till/current.ts";
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
  if (!isLate && !isOffline && (state === "idle" || state === "sending")) return null;
  return (
    <Chip
      tone={isLate ? "danger" : "attention"}
      icon={isLate ? "warning" : state === "signed-out" ? "lock" : "offline"}
      short={waiting.length > 0 ? T.pending(waiting.length) : undefined}
      label={T.seeUnsent}
      onClick={() => till.sheet.value = { kind: "unsent" }}
    >
      {isLate
        ? T.unsentSince(oldest.occurredAt)
        : isOffline
        ? T.offline(waiting.length, till.sentAt.value)
        : T.pending(waiting.length)}
    </Chip>
  );
}
