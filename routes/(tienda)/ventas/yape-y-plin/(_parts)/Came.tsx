import { CASES, reasonsText } from "../../../../../i18n/es_pe/wallet_cases.ts";
import { formatSoles, sumCentimos } from "../../../../../kernel/money.ts";
import { formatTime } from "../../../../../kernel/time.ts";
import { Card } from "../../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../../ui/List.tsx";
import type { WalletDay } from "./load_wallet_day.ts";

type Payment = WalletDay["came"][number];

/** What came in on a day: amount, short name, time, what it was counted for and by whom. */
export function Came({ came, accounts, nameOf }: WalletDay) {
  const sure = came.filter((payment) => !payment.void && payment.trust >= 2);
  return (
    <Card
      title={CASES.came}
      action={
        <span class="tabular-nums text-ink-soft">
          {CASES.sum(sure.length, sumCentimos(sure.map(({ amountCentimos }) => amountCentimos)))}
        </span>
      }
    >
      <List label={CASES.came}>
        {came.map((payment) => (
          <ListRow
            key={payment.paymentId}
            href={hrefOf(payment)}
            name={payment.payerShown ?? CASES.nobody}
            detail={[
              formatTime(payment.occurredAt),
              accounts.length > 1 &&
              accounts.find(({ accountId }) => accountId === payment.accountId)?.name,
              ...payment.counted.map(({ ticketNumber }) => ticketNumber),
              howOf(payment, nameOf),
            ].filter(Boolean).join(" · ")}
            figure={formatSoles(payment.amountCentimos)}
            state={stateOf(payment)}
          />
        ))}
      </List>
    </Card>
  );
}

function hrefOf({ question, paymentId, trust, void: isVoid }: Payment): string | undefined {
  if (question !== null) return `/ventas/yape-y-plin/${question}`;
  return isVoid || trust < 2 ? undefined : `/ventas/yape-y-plin/devolver/${paymentId}`;
}

/** Who says that it is that sale's. */
function howOf({ counted: [first] }: Payment, nameOf: WalletDay["nameOf"]): string | null {
  if (!first) return null;
  return first.by === null ? reasonsText(first.reasons) : CASES.byPerson(nameOf(first.by) || CASES.someone);
}

function stateOf(payment: Payment) {
  if (payment.question !== null) return { tone: "attention", word: CASES.isOpen } as const;
  if (payment.void) return { tone: "info", word: CASES.isRepeat } as const;
  if (payment.refundedCentimos > 0) {
    const isWhole = payment.refundedCentimos >= payment.amountCentimos;
    return { tone: "attention", word: isWhole ? CASES.isBack : CASES.isPartlyBack } as const;
  }
  if (payment.trust < 2) return { tone: "info", word: CASES.isWeak } as const;
  return payment.counted.length > 0
    ? { tone: "ok", word: CASES.isCounted } as const
    : { tone: "info", word: CASES.isFree } as const;
}
