import type { IntentRow } from "../../../events/projections/payments/queries.ts";
import { yapeCarries } from "../../../commands/membership/pay_by_yape.ts";
import { providerName, YAPE_PAGE } from "../../../i18n/es_pe/membership.ts";
import { yapeFormTexts } from "../../../i18n/es_pe/yape_form.ts";
import YapeForm from "../../../islands/YapeForm.tsx";
import { Card } from "../../../ui/Card.tsx";
import { LinkButton } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import type { Bill } from "./bill.ts";

/** Yape by phone and approval code, which go from the browser straight to who charges it. */
export function YapeWay({ bill, intent, path }: {
  readonly bill: Bill;
  readonly intent: IntentRow;
  readonly path: string;
}) {
  const [way, ...others] = bill.yape, { amountCentimos: amount } = intent, carries = yapeCarries(amount);
  if (!way || carries === "never") return <Notice tone="attention" title={YAPE_PAGE.tooMuch} />;
  return (
    <Card title={YAPE_PAGE.title}>
      <div class="grid gap-4">
        <ol class="list-decimal pl-5">
          {YAPE_PAGE.steps.map((step) => <li key={step}>{step}</li>)}
        </ol>
        {carries === "raise" && <Notice tone="attention" title={YAPE_PAGE.raise} />}
        <YapeForm
          source={way}
          amountCentimos={amount}
          action={`${path}?yape=${way.provider}`}
          fields={{ deed: "yape", provider: way.provider, intentId: intent.intentId }}
          asksEmail={bill.asksEmail}
          texts={yapeFormTexts(amount)}
        />
        <noscript>
          <Notice tone="attention" title={YAPE_PAGE.noScript} />
        </noscript>
        <p class="text-14 text-ink-soft">{YAPE_PAGE.by(providerName(way.provider))}</p>
        {others.map(({ provider }) => (
          <LinkButton key={provider} href={`${path}?yape=${provider}`} kind="quiet">
            {YAPE_PAGE.other(providerName(provider))}
          </LinkButton>
        ))}
      </div>
    </Card>
  );
}
