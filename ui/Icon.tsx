import { cx } from "./cx.ts";
import type { IconName } from "./icons.tsx";

/** A drawing beside its word; where it stands alone, `label` is its word. */
export function Icon({ name, label, class: className }: {
  readonly name: IconName;
  readonly label?: string | undefined;
  readonly class?: string | undefined;
}) {
  return (
    <svg
      class={cx("icon", className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <use href={`#i-${name}`} />
    </svg>
  );
}
