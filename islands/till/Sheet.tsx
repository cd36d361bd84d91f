import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "../../ui/Dialog.tsx";

const ID = "till-sheet";

/** A dialog that is open as long as it is rendered. The browser holds the focus inside and closes it with Esc. */
export function Sheet({ title, onClose, children, actions }: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly actions?: ComponentChildren;
}) {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const dialog = document.getElementById(ID) as HTMLDialogElement;
    const close = () => latest.current();
    dialog.showModal();
    dialog.addEventListener("close", close);
    return () => dialog.removeEventListener("close", close);
  }, []);
  return (
    <Dialog id={ID} title={title} actions={actions}>
      <div class="grid grid-cols-1">{children}</div>
    </Dialog>
  );
}
