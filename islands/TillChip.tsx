import { Chip } from "../ui/Notice.tsx";
import { currentTill } from "./till/current.ts";
import { T } from "./till/texts.ts";
import { epochMsOf } from "../kernel/time.ts";

const LATE_MS = 3_600_000;

/** The state of this device, top right: nothing when all is well. */
export default function TillChip() {
  const till = currentTill.value;
  if (!till) return null;
  const waiting = till.unsent.value, oldest = waiting[0];
  const isDown = till.offline.value ||
    till.link.value.state !== "idle" && till.link.value.state !== "sending";
  if (oldest && epochMsOf(till.now()) - epochMsOf(oldest.occurredAt) > LATE_MS) {
    return (
      <Chip tone="danger" icon="warning" short={T.pending(waiting.length)}>
        {T.unsentSince(oldest.occurredAt)}
      </Chip>
    );
  }
  if (!isDown) return null;
  return (
    <Chip
      tone="attention"
      icon={till.link.value.state === "signed-out" ? "lock" : "offline"}
      short={waiting.length > 0 ? T.pending(waiting.length) : undefined}
    >
      {till.offline.value || till.link.value.state === "offline"
        ? T.offline(waiting.length)
        : T.pending(waiting.length)}
    </Chip>
  );
}
