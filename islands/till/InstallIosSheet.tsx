import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { notNow } from "./install.ts";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** No browser of an iPhone lets a page install itself: the three taps it takes, drawn as they look there. */
export function InstallIosSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  return (
    <Sheet
      title={LATER.installTitle}
      onClose={onClose}
      actions={
        <Button
          type="button"
          size="till"
          onClick={() => {
            notNow(till);
            onClose();
          }}
        >
          Listo
        </Button>
      }
    >
      <ol class="grid gap-3">
        {LATER.installSteps.map(([icon, text], index) => (
          <li key={icon} class="flex items-center gap-3">
            <span class="flex-none tap flex items-center justify-center rounded border bg-mar-mist text-mar">
              <Icon name={icon} />
            </span>
            <span>
              <strong class="tabular-nums">{index + 1}.</strong> {text}
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
