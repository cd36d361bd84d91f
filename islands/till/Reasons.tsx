import { Field } from "../../ui/Field.tsx";
import { LATER } from "./texts_later.ts";

/** Why: a tap for what is usual, or in one's own words. */
export function Reasons({ usual, reason, onReason }: {
  readonly usual: readonly string[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  return (
    <div class="grid gap-2">
      <div class="flex flex-wrap gap-2">
        {usual.map((text) => (
          <button
            key={text}
            type="button"
            onClick={() => onReason(text)}
            class="tap flex-1 rounded border border-edge px-2 text-14 font-semibold text-toldo"
          >
            {text}
          </button>
        ))}
      </div>
      <Field
        name="reason"
        label={LATER.reason}
        value={reason}
        maxLength={120}
        autocomplete="off"
        onInput={(event) => onReason(event.currentTarget.value)}
      />
    </div>
  );
}
