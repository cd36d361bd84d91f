import { useMemo, useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { formatPhone, parsePhone } from "../../kernel/phone.ts";
import type { PulledCustomer } from "../../kernel/sync.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { CREDIT } from "./credit_texts.ts";
import { addCustomer, everybody, found } from "./lending.ts";
import type { Till } from "./till.ts";

/** What a finger scrolls through; a name finds the others. */
const SHOWN_MAX = 40;

/** One of the shop's customers, found by name or phone without asking any server, or somebody new. */
export function CustomerPicker({ till, onPick }: {
  readonly till: Till;
  readonly onPick: (customer: PulledCustomer) => void;
}) {
  const [query, setQuery] = useState(""), [isNew, setIsNew] = useState(false);
  const everyone = useMemo(() => everybody(till), [till.book.value, till.credit.value]);
  const hits = useMemo(() => found(everyone, query), [everyone, query]), typed = query.trim();
  if (isNew) return <NewCustomer till={till} name={/^[\d\s+]*$/.test(typed) ? "" : typed} onAdded={onPick} />;
  return (
    <div class="grid grid-cols-1 gap-3">
      <Field
        name="customer-search"
        label={CREDIT.search}
        type="search"
        value={query}
        autocomplete="off"
        autofocus
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <Button type="button" kind="secondary" size="till" icon="plus" wide onClick={() => setIsNew(true)}>
        {typed === "" ? CREDIT.add : CREDIT.addNamed(typed)}
      </Button>
      {hits.length === 0 && (
        <p class="py-2 text-ink-soft">{typed === "" ? CREDIT.empty : CREDIT.nobody(typed)}</p>
      )}
      {hits.length > 0 && (
        <ul aria-label={CREDIT.customers} class="rounded border overflow-hidden">
          {hits.slice(0, SHOWN_MAX).map((customer) => (
            <li key={customer.customerId} class="border-b last:border-0">
              <Row customer={customer} onPick={onPick} />
            </li>
          ))}
        </ul>
      )}
      {hits.length > SHOWN_MAX && (
        <p class="text-center text-14 text-ink-soft">{CREDIT.more(hits.length - SHOWN_MAX)}</p>
      )}
    </div>
  );
}

function Row({ customer, onPick }: {
  readonly customer: PulledCustomer;
  readonly onPick: (customer: PulledCustomer) => void;
}) {
  const { name, phone, balanceCentimos } = customer;
  return (
    <button
      type="button"
      onClick={() => onPick(customer)}
      class="tap-till w-full flex items-center gap-3 px-4 py-2 text-left hover:bg-toldo-mist active:bg-toldo-mist ring-inside"
    >
      <span class="min-w-0 flex-1">
        <span class="block font-semibold">{name}</span>
        {phone && <span class="block text-14 text-ink-soft tabular-nums">{formatPhone(phone)}</span>}
      </span>
      {balanceCentimos !== 0 && (
        <span class="font-semibold tabular-nums whitespace-nowrap">{formatSoles(balanceCentimos)}</span>
      )}
    </button>
  );
}

function NewCustomer({ till, name, onAdded }: {
  readonly till: Till;
  readonly name: string;
  readonly onAdded: (customer: PulledCustomer) => void;
}) {
  const ids = useMemo(() => ({ cmdId: till.ids.next(), customerId: till.ids.next() }), []);
  const [faults, setFaults] = useState<{ name?: string; phone?: string }>({});
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (field: string) => String(form.get(field) ?? "").trim();
    const phone = text("customer-phone") === "" ? null : parsePhone(text("customer-phone"));
    const wrong = {
      ...(text("customer-name") === "" && { name: CREDIT.nameWrong }),
      ...(text("customer-phone") !== "" && phone === null && { phone: CREDIT.phoneWrong }),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    const added = await addCustomer(till, { ...ids, name: text("customer-name"), phone });
    if (added) onAdded(added);
  };
  return (
    <form class="grid grid-cols-1 gap-3" onSubmit={(event) => void save(event)} noValidate>
      <h3 class="text-20 font-semibold">{CREDIT.newTitle}</h3>
      <Field
        name="customer-name"
        label={CREDIT.name}
        hint={CREDIT.nameHint}
        error={faults.name}
        value={name}
        maxLength={80}
        autocomplete="off"
        autofocus
      />
      <Field
        name="customer-phone"
        label={CREDIT.phone}
        hint={CREDIT.phoneHint}
        error={faults.phone}
        type="tel"
        maxLength={20}
        autocomplete="off"
      />
      <Button size="charge" wide>{CREDIT.save}</Button>
    </form>
  );
}
