import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/Card.tsx";
import { saveUnsent } from "./save_unsent.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** A browser that cannot be a till says why, and gives back what an older program may have left in it. */
export function Refused({ till }: { readonly till: Till }) {
  const waiting = till.unsent.value.length;
  return (
    <div class="h-full grid content-center bg-paper p-4">
      <EmptyState
        icon="lock"
        title={LATER.refused}
        action={waiting > 0 && (
          <Button
            type="button"
            kind="secondary"
            size="till"
            onClick={() => void saveUnsent(till)}
          >
            {LATER.download}
          </Button>
        )}
      >
        {till.refused.value}
      </EmptyState>
    </div>
  );
}
