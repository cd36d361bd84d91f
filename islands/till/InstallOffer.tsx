import { useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { install, notNow, wayToInstall } from "./install.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** After a sale, when it is known what the till is good for: put it on the home screen. Said no to, it keeps quiet for long. */
export function InstallOffer({ till }: { readonly till: Till; readonly onClose: () => void }) {
  const [isOver, end] = useState(false);
  const way = wayToInstall(till), isShown = till.sheet.value?.kind === "installIos";
  if (isOver || isShown || !way) return null;
  return (
    <section aria-label={LATER.installTitle} class="rounded border bg-surface p-3 grid gap-2 text-left">
      <p class="font-semibold">{LATER.installTitle}</p>
      <p class="text-14 text-ink-soft">{LATER.installWhy}</p>
      <div class="grid grid-cols-2 gap-2">
        <Button
          type="button"
          kind="quiet"
          onClick={() => {
            notNow(till);
            end(true);
          }}
        >
          {LATER.notNow}
        </Button>
        <Button
          type="button"
          kind="secondary"
          onClick={() => way === "ios" ? till.sheet.value = { kind: "installIos" } : void install(till)}
        >
          {way === "ios" ? LATER.installHow : LATER.install}
        </Button>
      </div>
    </section>
  );
}
