import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

/**
 * The shape of a dialog: a sheet from below on a phone, a panel in the middle when wide. The browser does the rest
 * (focus, Esc, backdrop): open it with `showModal()`, or from a button with `command="show-modal"`.
 */
export function Dialog({ id, title, open, children, actions }: {
  readonly id: string;
  readonly title: string;
  /** Rendered open and not modal: for a page that is only this question. */
  readonly open?: boolean | undefined;
  readonly children: ComponentChildren;
  /** Buttons, the primary one last. */
  readonly actions?: ComponentChildren;
}) {
  return (
    <dialog id={id} open={open} aria-labelledby={`${id}-title`} class="sheet">
      <div class="grid gap-4 bg-paper rounded p-4 shadow">
        <div class="flex items-center justify-between gap-3">
          <h2 id={`${id}-title`} class="text-20 font-semibold">{title}</h2>
          <form method="dialog">
            <button
              type="submit"
              aria-label="Cerrar"
              class="tap inline-flex items-center justify-center rounded hover:bg-toldo-mist"
            >
              <Icon name="close" />
            </button>
          </form>
        </div>
        <div>{children}</div>
        {actions && <div class="flex flex-wrap justify-end gap-3">{actions}</div>}
      </div>
    </dialog>
  );
}
