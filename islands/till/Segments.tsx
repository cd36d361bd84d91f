import { cx } from "../../ui/cx.ts";

/** One of two or three ways, side by side. */
export function Segments({ label, choices, chosen, onChoose }: {
  readonly label: string;
  readonly choices: readonly string[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  return (
    <div role="group" aria-label={label} class="flex gap-2">
      {choices.map((choice, index) => (
        <button
          key={choice}
          type="button"
          aria-pressed={index === chosen}
          onClick={() => onChoose(index)}
          class={cx(
            "tap flex-1 rounded border px-3",
            index === chosen ? "border-toldo bg-toldo-mist font-semibold" : "border-edge bg-paper",
          )}
        >
          {choice}
        </button>
      ))}
    </div>
  );
}
