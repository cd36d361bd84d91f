import { useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import type { PulledCashier } from "../../kernel/sync.ts";
import { supervisors } from "./people.ts";
import { PinPad } from "./PinPad.tsx";
import { Segments } from "./Segments.tsx";
import { Sheet } from "./Sheet.tsx";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

/** A supervisor types their PIN on the cashier's screen: what was asked goes on, with both names. */
export function OverrideSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const sheet = till.sheet.value, people = supervisors(till);
  const [index, setIndex] = useState(0);
  if (sheet?.kind !== "override") return null;
  const { ask } = sheet, chosen = people[index];
  const approved = ({ cashierId }: PulledCashier) => {
    onClose();
    ask.then({ kind: ask.kind, by: cashierId, reason: ask.reason });
  };
  return (
    <Sheet
      title={PEOPLE.approveTitle}
      onClose={onClose}
      actions={!chosen && ask.kind !== "credit" && ask.kind !== "wallet_number" && (
        <Button
          type="button"
          size="till"
          onClick={() => {
            onClose();
            ask.then(null);
          }}
        >
          {PEOPLE.goOnAnyway}
        </Button>
      )}
    >
      <div class="grid gap-3">
        <p>{PEOPLE.approve[ask.kind]}</p>
        {people.length > 1 && (
          <Segments
            label={PEOPLE.whoApproves}
            choices={people.map(({ name }) => name)}
            chosen={index}
            onChoose={setIndex}
          />
        )}
        {chosen
          ? <PinPad key={chosen.cashierId} till={till} person={chosen} onFits={() => approved(chosen)} />
          : <p class="font-semibold">{PEOPLE.nobody}</p>}
      </div>
    </Sheet>
  );
}
