import { Icon } from "./Icon.tsx";
import { cx } from "./cx.ts";

/** A file from the person's own machine, in the browser's own control. */
export function FileInput({ name, label, hint, error, accept, required = true }: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string | null;
  readonly accept: string;
  readonly required?: boolean;
}) {
  return (
    <div class="grid gap-1">
      <label for={name} class="font-semibold">{label}</label>
      <input
        id={name}
        name={name}
        type="file"
        accept={accept}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${name}-hint${error ? ` ${name}-error` : ""}`}
        class={cx("tap w-full rounded border bg-paper p-3", error ? "border-rocoto" : "border-edge")}
      />
      <p id={`${name}-hint`} class="text-14 text-ink-soft">{hint}</p>
      {error && (
        <p id={`${name}-error`} class="flex gap-1 items-start text-14 font-semibold text-rocoto">
          <Icon name="warning" class="icon-small" />
          {error}
        </p>
      )}
    </div>
  );
}
