import { Later } from "./later.tsx";
import type { Till } from "./till.ts";

/** The sheet of now, if any. All of them come with the script behind the first one. */
export function SheetHost({ till }: { readonly till: Till }) {
  const sheet = till.sheet.value;
  const close = () => {
    if (till.sheet.value === sheet) till.closeSheet();
  };
  return sheet && <Later part={sheet.kind} till={till} onClose={close} />;
}
