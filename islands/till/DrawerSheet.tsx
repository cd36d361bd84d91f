import { useMemo, useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { askApproval } from "./approving.ts";
import { openDrawer } from "./giving_back.ts";
import { Reasons } from "./Reasons.tsx";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

/** Opens the drawer without a sale. */
export function DrawerSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const ids = useMemo(() => ({ cmdId: till.ids.next(), id: till.ids.next() }), []);
  const [reason, setReason] = useState("");
  const why = reason.trim();
  const go = () => {
    onClose();
    askApproval(till, {
      kind: "drawer",
      reason: why,
      then: (approval) => void openDrawer(till, ids, why, approval),
    });
  };
  return (
    <Sheet title={PEOPLE.openDrawer} onClose={onClose}>
      <div class="grid gap-3">
        <p class="text-ink-soft">{PEOPLE.openDrawerHint}</p>
        <Reasons usual={PEOPLE.reasons.drawer} reason={reason} onReason={setReason} />
        <Button type="button" size="charge" wide disabled={why === ""} onClick={go}>
          {why === "" ? LATER.reasonMissing : PEOPLE.openDrawer}
        </Button>
      </div>
    </Sheet>
  );
}
