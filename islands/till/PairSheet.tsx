import { useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** The shop lets no device in without a code. What is sold meanwhile waits here. */
export function PairSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const [isMissing, missing] = useState(false);
  const pair = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const code = String(form.get("code") ?? "").replace(/[^0-9a-z]/gi, "").toUpperCase();
    if (code === "") return missing(true);
    onClose(); // it opens again where the code was wrong
    await till.pair(code);
  };
  return (
    <Sheet title={LATER.pairTitle} onClose={onClose}>
      <form class="grid gap-3" onSubmit={pair} noValidate>
        <p>{LATER.pairHint}</p>
        <Field
          name="code"
          label={LATER.pairCode}
          error={isMissing ? LATER.pairMissing : undefined}
          autocomplete="off"
          autocapitalize="characters"
          maxLength={16}
          autofocus
        />
        <Button size="charge" wide>{LATER.pair}</Button>
      </form>
    </Sheet>
  );
}
