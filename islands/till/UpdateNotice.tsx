import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";
import { updateNow } from "./updates.ts";

/** A new program waits. Said only between two sales: while one is made there is nothing to decide, and no room to say it. */
export function UpdateNotice({ till }: { readonly till: Till }) {
  return (
    <Notice
      title={LATER.updateWaiting}
      action={
        <Button type="button" kind="secondary" onClick={() => void updateNow(till)}>{LATER.update}</Button>
      }
    >
      {LATER.updateQuick}
    </Notice>
  );
}

/** The server takes this program no longer: between two sales there is nothing else to do. */
export function UpdateNeeded({ till }: { readonly till: Till }) {
  return (
    <div class="h-full grid content-center bg-paper p-4">
      <EmptyState
        icon="warning"
        title={LATER.updateNeeded}
        action={
          <Button type="button" kind="charge" size="charge" onClick={() => void updateNow(till)}>
            {LATER.updateNow}
          </Button>
        }
      >
        {LATER.updateKeeps}
      </EmptyState>
    </div>
  );
}
