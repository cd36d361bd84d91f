import { useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { saveUnsent } from "./save_unsent.ts";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";
import { mayUnpair, unpair } from "./unpair.ts";

/** The device forgets its shop. Never by mistake while there is something here that the server does not have. */
export function UnpairSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const [isSaved, setSaved] = useState(false);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const waiting = till.unsent.value.length + till.carried.value, isFree = mayUnpair(waiting, isSaved, typed);
  return (
    <Sheet title={LATER.unpair} onClose={onClose}>
      <div class="grid gap-4">
        <p>{LATER.unpairHint}</p>
        {waiting > 0 && (
          <>
            <Notice tone="danger" title={LATER.unpairWaiting(waiting)}>{LATER.unpairSave}</Notice>
            <Button
              type="button"
              kind="secondary"
              size="till"
              wide
              onClick={() => void saveUnsent(till).then(() => setSaved(true))}
            >
              {LATER.download}
            </Button>
            <Field
              name="count"
              label={LATER.unpairCount}
              inputMode="numeric"
              autocomplete="off"
              disabled={!isSaved}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        )}
        <Button
          type="button"
          kind="danger"
          size="till"
          wide
          disabled={busy || !isFree}
          onClick={() => {
            setBusy(true);
            void unpair(till);
          }}
        >
          {LATER.unpair}
        </Button>
      </div>
    </Sheet>
  );
}
