import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.tsx";

/** Quantity with − and +, for fingers: the figure between them says its unit. */
export function Stepper({ label, figure, onLess, onMore, canLess = true }: {
  /** What is being counted: `Inca Kola 500 ml`. */
  readonly label: string;
  /** `2`, `0.575 kg`. */
  readonly figure: string;
  readonly onLess?: (() => void) | undefined;
  readonly onMore?: (() => void) | undefined;
  readonly canLess?: boolean | undefined;
}) {
  const step = (icon: IconName, says: string, onClick: (() => void) | undefined, disabled: boolean) => (
    <button
      type="button"
      aria-label={`${says}: ${label}`}
      onClick={onClick}
      disabled={disabled}
      class="tap-till inline-flex items-center justify-center rounded border border-edge bg-paper text-toldo transition hover:bg-toldo-mist disabled:opacity-50"
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div role="group" aria-label={label} class="inline-flex items-center gap-2">
      {step("minus", "Uno menos", onLess, !canLess)}
      <output class="min-w-16 text-center text-20 font-semibold tabular-nums">{figure}</output>
      {step("plus", "Uno más", onMore, false)}
    </div>
  );
}

/** Where one is in a short task: what is done, what is now, what comes. */
export function Steps({ label, steps, current }: {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the step of now; `steps.length` when all are done. */
  readonly current: number;
}) {
  return (
    <ol aria-label={label} class="flex flex-wrap gap-x-6 gap-y-2">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? "step" : undefined}
          class={cx("flex items-center gap-2", index === current ? "font-semibold" : "text-ink-soft")}
        >
          <span
            class={cx(
              "inline-flex items-center justify-center w-7 h-7 rounded-full text-14 font-semibold",
              index < current && "bg-toldo-mist text-toldo-deep",
              index === current && "bg-toldo text-on-strong",
              index > current && "bg-surface",
            )}
          >
            {index < current ? <Icon name="check" class="icon-small" label="Hecho" /> : index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
