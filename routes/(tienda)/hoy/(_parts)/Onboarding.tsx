import { ONBOARDING_TEXTS } from "../../../../i18n/es_pe/settings.ts";
import type { StepState } from "../../../../niches/onboarding.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { cx } from "../../../../ui/cx.ts";
import { Icon } from "../../../../ui/Icon.tsx";

/** What is still to do in the first days, one button for the next thing. Gone once all of it is done. */
export function Onboarding({ steps, practises }: {
  readonly steps: readonly StepState[];
  /** False where this is the practice already. */
  readonly practises: boolean;
}) {
  const next = steps.find(({ isDone }) => !isDone);
  if (!next) return null;
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Card
      title={ONBOARDING_TEXTS.title}
      action={
        <span class="text-ink-soft tabular-nums whitespace-nowrap">{`${done} de ${steps.length}`}</span>
      }
    >
      <ol class="grid gap-1">
        {steps.map((step) => (
          <li
            key={step.id}
            class={cx(
              "flex flex-wrap items-center gap-3 rounded px-3 min-h-row",
              step === next && "bg-toldo-mist py-2",
            )}
          >
            <span class={cx("flex-none", step.isDone ? "text-toldo" : "text-ink-soft")}>
              <Icon name={step.isDone ? "check" : "arrow-right"} />
            </span>
            <span
              class={cx(
                "grow basis-48 min-w-0",
                step.isDone && "text-ink-soft",
                step === next && "font-semibold",
              )}
            >
              {step.isDone || step === next
                ? step.title
                : <a href={step.page} class="tap inline-flex items-center hover:underline">{step.title}</a>}
              {step.isDone && <span class="sr-only">{`: ${ONBOARDING_TEXTS.done}`}</span>}
            </span>
            {step === next && <LinkButton href={step.page}>{ONBOARDING_TEXTS.go}</LinkButton>}
          </li>
        ))}
      </ol>
      {practises && (
        <form
          method="post"
          action="/practica"
          class="flex flex-wrap items-center gap-3 border-t mt-3 pt-4 px-3"
        >
          <p class="grow basis-48 min-w-0 text-14 text-ink-soft">{ONBOARDING_TEXTS.practiseWhy}</p>
          <Button kind="secondary">{ONBOARDING_TEXTS.practise}</Button>
        </form>
      )}
    </Card>
  );
}
