import { useEffect, useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { formatTime } from "../../kernel/time.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { List } from "../../ui/List.tsx";
import { fetchSale, historyOf } from "./giving_back.ts";
import { Sheet } from "./Sheet.tsx";
import { markOf, type SoldHere, soldHere } from "./sold_here.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";
import { WALLET } from "./texts_wallet.ts";
import { deskOf } from "./wallet_desk.ts";

const SHOWN = 60;

/** What was sold from here, newest first: seen again, taken back, given back. */
export function SalesSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const [sales, setSales] = useState<readonly SoldHere[] | null>(null);
  const [number, setNumber] = useState(""), [isLost, setLost] = useState(false);
  useEffect(() => {
    void historyOf(till).then((commands) => setSales(soldHere(commands)));
  }, []);
  const open = (sold: SoldHere) => till.sheet.value = { kind: "sold", sold };
  const wanted = number.trim().toUpperCase();
  const find = async () => {
    const here = sales?.find(({ sale }) => sale.ticketNumber === wanted);
    const found = here ?? await fetchSale(till, wanted);
    if (found) open(found);
    else setLost(true);
  };
  return (
    <Sheet title={PEOPLE.sales} onClose={onClose}>
      <div class="grid gap-3">
        <form
          class="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted !== "") void find();
          }}
        >
          <div class="flex-1">
            <Field
              name="ticket"
              label={PEOPLE.searchTicket}
              value={number}
              placeholder="T001-000123"
              autocomplete="off"
              error={isLost ? PEOPLE.ticketNotFound : undefined}
              onInput={(event) => {
                setLost(false);
                setNumber(event.currentTarget.value);
              }}
            />
          </div>
          <Button kind="secondary">{PEOPLE.findTicket}</Button>
        </form>
        {sales?.length === 0 && <p>{PEOPLE.salesEmpty}</p>}
        {sales !== null && sales.length > 0 && (
          <List label={PEOPLE.sales}>
            {sales.slice(0, SHOWN).map((sold) => (
              <Row key={sold.sale.saleId} till={till} sold={sold} onOpen={open} />
            ))}
          </List>
        )}
      </div>
    </Sheet>
  );
}

function Row({ till, sold, onOpen }: {
  readonly till: Till;
  readonly sold: SoldHere;
  readonly onOpen: (sold: SoldHere) => void;
}) {
  const { sale } = sold, mark = markOf(sold), wallet = deskOf(till).markOf(sale.saleId);
  return (
    <li class="border-b last:border-0">
      <button
        type="button"
        onClick={() => onOpen(sold)}
        class="tap-till w-full flex items-center gap-3 px-4 py-2 text-left ring-inside hover:bg-toldo-mist"
      >
        <span class="min-w-0 flex-1">
          <span class="block truncate">{sale.lines.map((line) => line.name).join(", ")}</span>
          <span class="block text-14 text-ink-soft">
            {formatTime(sale.occurredAt)} · {sale.ticketNumber}
            {mark && <strong class="text-rocoto">{` · ${PEOPLE.marks[mark]}`}</strong>}
            {wallet && <strong class="text-ink">{` · ${WALLET.mark(wallet)}`}</strong>}
          </span>
        </span>
        <span class="text-20 font-semibold tabular-nums whitespace-nowrap">
          {formatSoles(sale.totalCentimos)}
        </span>
      </button>
    </li>
  );
}
