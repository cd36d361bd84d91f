import type { KeptCard } from "../../../../commands/membership/charge_card.ts";
import type { Interval } from "../../../../events/facts/membership.ts";
import { CARD_PAYS } from "../../../../i18n/es_pe/membership.ts";
import { PAYMENT_FAILURES } from "../../../../i18n/es_pe/payment_failures.ts";
import { formatDay, limaDay } from "../../../../kernel/time.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Notice } from "../../../../ui/Notice.tsx";

/** Which card pays by itself, what became of the last try, and the way to stop it. */
export const PayingCard = ({ card, every = "month", cmdId }: {
  readonly card: KeptCard;
  readonly every?: Interval | undefined;
  readonly cmdId: string;
}) => (
  <Card title={CARD_PAYS.title}>
    <form method="post" action="/plan" class="grid gap-3">
      <input type="hidden" name="cmdId" value={cmdId} />
      <input type="hidden" name="deed" value="sintarjeta" />
      <p>{CARD_PAYS.pays(every, card.last4)}</p>
      {card.failure && card.triedAt && (
        <Notice tone="attention" title={CARD_PAYS.failed(formatDay(limaDay(card.triedAt)))}>
          {`${PAYMENT_FAILURES[card.failure]}.`}
        </Notice>
      )}
      <p class="text-14 text-ink-soft">{CARD_PAYS.how}</p>
      <div>
        <Button kind="secondary">{CARD_PAYS.stop}</Button>
      </div>
    </form>
  </Card>
);
