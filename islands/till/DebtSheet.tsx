import { useMemo, useState } from "preact/hooks";
import { type Centimos, centimos, formatSoles } from "../../kernel/money.ts";
import { TENDER_NAMES, type TenderMethod } from "../../kernel/sale.ts";

import type { PulledCustomer } from "../../kernel/sync.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { CREDIT } from "./credit_texts.ts";
import { CustomerPicker } from "./CustomerPicker.tsx";
import { amountTyped, typed } from "./keypad.ts";
import { Keypad } from "./Keypad.tsx";
import { accountLink, customerNow, receivePayment } from "./lending.ts";
import { Sheet } from "./Sheet.tsx";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

type PaidBy = Exclude<TenderMethod, "fiado">;

/** Somebody comes to pay what they owe: who, how much, how. And their account, to be sent. */
export function DebtSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const [customerId, setCustomerId] = useState<string | null>(null);
  const customer = customerId === null ? null : customerNow(till, customerId);
  return (
    <Sheet title={customer ? customer.name : CREDIT.whoPays} onClose={onClose}>
      {customer
        ? <Paying till={till} customer={customer} onClose={onClose} />
        : <CustomerPicker till={till} onPick={({ customerId }) => setCustomerId(customerId)} />}
    </Sheet>
  );
}

function Paying({ till, customer, onClose }: {
  readonly till: Till;
  readonly customer: PulledCustomer;
  readonly onClose: () => void;
}) {
  const ids = useMemo(() => ({ cmdId: till.ids.next(), paymentId: till.ids.next() }), []);
  const [text, setText] = useState(""), [by, setBy] = useState<PaidBy>("efectivo");
  const owed = customer.balanceCentimos, amount = text === "" ? owed : amountTyped(text)!;
  const methods = till.methods.value.filter((method): method is PaidBy => method !== "fiado");
  const canPay = amount > 0 && amount <= owed;
  const pay = async () => {
    if (!canPay) return;
    const { customerId, name } = customer;
    const payment = { ...ids, customerId, method: by, amountCentimos: amount, operationNumber: null };
    if (!await receivePayment(till, payment)) return;
    const said = afterPayment(name, amount, centimos(owed - amount));
    till.notice.value = { tone: "ok", text: said };
    till.say(said);
    onClose();
  };
  return (
    <div class="grid grid-cols-1 gap-3">
      <div class="flex items-center justify-between gap-3">
        <div>
          <p class="text-ink-soft">{CREDIT.payAmount}</p>
          <output class="block text-40 font-extrabold tracking-tight tabular-nums">
            {formatSoles(amount)}
          </output>
        </div>
        <p class="text-right text-ink-soft">{CREDIT.owes(owed)}</p>
      </div>
      {owed > 0 && (
        <>
          <Ways methods={methods} chosen={by} onChoose={setBy} />
          <Keypad till={till} onKey={(key) => setText(typed(text, key))} onEnter={() => void pay()} />
          <Button type="button" size="charge" wide disabled={!canPay} onClick={() => void pay()}>
            {amount > owed ? CREDIT.payTooMuch(formatSoles(owed)) : CREDIT.payButton(formatSoles(amount))}
          </Button>
        </>
      )}
      <LinkButton kind="secondary" wide href={accountLink(till, customer)} target="_blank" rel="noopener">
        {CREDIT.sendAccount}
      </LinkButton>
    </div>
  );
}

function Ways({ methods, chosen, onChoose }: {
  readonly methods: readonly PaidBy[];
  readonly chosen: PaidBy;
  readonly onChoose: (method: PaidBy) => void;
}) {
  return (
    <div role="group" aria-label={T.howToPay} class="grid grid-cols-4 gap-1">
      {methods.map((method) => (
        <button
          key={method}
          type="button"
          aria-pressed={method === chosen}
          onClick={() => onChoose(method)}
          class={cx(
            "tap-till rounded text-14 font-semibold tracking-tight",
            method === chosen ? "border-2 border-toldo bg-toldo-mist" : "border border-edge bg-paper",
          )}
        >
          {TENDER_NAMES[method]}
        </button>
      ))}
    </div>
  );
}

const afterPayment = (name: string, amount: Centimos, left: Centimos): string =>
  left > 0
    ? CREDIT.paid(name, formatSoles(amount), formatSoles(left))
    : CREDIT.paidAll(name, formatSoles(amount));
