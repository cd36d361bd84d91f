import { useState } from "preact/hooks";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { enter, withPin } from "./people.ts";
import { PinPad } from "./PinPad.tsx";
import { T } from "./texts.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

/** Who sells: a name and a PIN, checked on this device. The open drawer and the ticket stay as they were. */
export function LockScreen({ till }: { readonly till: Till }) {
  const people = withPin(till), last = till.cashier.value.cashierId;
  const [chosenId, choose] = useState<string | null>(
    people.some(({ cashierId }) => cashierId === last) ? last : null,
  );
  const chosen = people.find(({ cashierId }) => cashierId === chosenId);
  return (
    <div class="h-full overflow-y-auto bg-surface">
      <div class="mx-auto max-w-form grid gap-4 p-4 md:pt-12">
        <h1 class="text-28 font-extrabold">{PEOPLE.lockTitle}</h1>
        {chosen
          ? (
            <>
              <PinPad key={chosen.cashierId} till={till} person={chosen} onFits={() => enter(till, chosen)} />
              {people.length > 1 && (
                <Button type="button" kind="quiet" wide onClick={() => choose(null)}>
                  {PEOPLE.otherPerson}
                </Button>
              )}
            </>
          )
          : (
            <>
              <p class="text-ink-soft">{people.length === 0 ? PEOPLE.signInHint : PEOPLE.lockHint}</p>
              {people.length > 0 && (
                <List label={PEOPLE.lockTitle}>
                  {people.map((person) => (
                    <li key={person.cashierId} class="border-b last:border-0">
                      <button
                        type="button"
                        onClick={() => choose(person.cashierId)}
                        class="tap-till w-full flex items-center px-4 text-left text-20 font-semibold ring-inside hover:bg-toldo-mist"
                      >
                        {person.name}
                      </button>
                    </li>
                  ))}
                </List>
              )}
              <LinkButton kind="secondary" size="till" wide href="/ingresar?ir=/caja">
                {T.signInAgain}
              </LinkButton>
            </>
          )}
      </div>
    </div>
  );
}
