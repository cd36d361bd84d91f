import { asset } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { LANDING, PRICES, QUESTIONS, QUESTIONS_TITLE } from "../../i18n/es_pe/landing.ts";
import { LinkButton } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon } from "../../ui/Icon.tsx";
import { CreateButton } from "./LandingShell.tsx";

/** A band of the page with its heading and air around it. */
export function Section({ id, title, lead, tone = "paper", children }: {
  readonly id?: string;
  readonly title: string;
  readonly lead?: string;
  readonly tone?: "paper" | "surface";
  readonly children: ComponentChildren;
}) {
  return (
    <section id={id} class={cx("px-4 py-14 md:py-20", tone === "surface" && "bg-surface")}>
      <div class="mx-auto max-w-page grid gap-8">
        <div class="grid gap-3 max-w-prose">
          <h2 class="text-28 md:text-40 font-extrabold tracking-tight">{title}</h2>
          {lead && <p class="text-20 text-ink-soft">{lead}</p>}
        </div>
        {children}
      </div>
    </section>
  );
}

/** Headline, the one button, and the till itself beside them. */
export function Hero({ heading, lead, trade, demo, above }: {
  readonly heading: string;
  readonly lead: string;
  readonly trade?: string;
  readonly demo: string | null;
  readonly above?: ComponentChildren;
}) {
  return (
    <section class="bg-surface px-4 pt-4 pb-14 md:pt-10 md:pb-20">
      <div class="mx-auto max-w-page grid gap-10 lg:grid-cols-2 items-center">
        <div class="grid gap-5">
          {above}
          <h1 class="text-40 md:text-56 font-extrabold tracking-tight">{heading}</h1>
          <p class="text-20 text-ink-soft max-w-prose">{lead}</p>
          <div class="grid gap-3 justify-items-start">
            <CreateButton trade={trade} />
            <p class="text-ink-soft">{LANDING.createHint}</p>
          </div>
          {demo && (
            <p>
              <a
                href={demo}
                class="tap inline-flex items-center gap-1 -my-3 text-mar font-semibold hover:underline"
              >
                {LANDING.demo}
                <Icon name="arrow-right" class="icon-small" />
              </a>
            </p>
          )}
        </div>
        <Screen
          file="/portada/caja.webp"
          width={640}
          height={400}
          alt="La caja de Caserito: productos a la izquierda, el ticket y el total a la derecha"
        />
      </div>
    </section>
  );
}

/** A screenshot in the frame of a tablet. Its size stands in the page, so that nothing jumps when it comes. */
function Screen({ file, width, height, alt }: {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}) {
  return (
    <div class="rounded bg-ink p-2 md:p-3 shadow">
      <img
        src={asset(file)}
        width={width}
        height={height}
        alt={alt}
        class="rounded w-full bg-paper"
        decoding="async"
      />
    </div>
  );
}

export const Points = ({ points }: { readonly points: readonly (readonly [string, string])[] }) => (
  <ul class="grid gap-8 md:grid-cols-2">
    {points.map(([title, text]) => (
      <li key={title} class="flex gap-4">
        <span class="flex-none flex items-center justify-center w-10 h-10 rounded-full bg-toldo-mist text-toldo">
          <Icon name="check" />
        </span>
        <div class="grid gap-1">
          <h3 class="text-20 font-semibold">{title}</h3>
          <p class="text-ink-soft">{text}</p>
        </div>
      </li>
    ))}
  </ul>
);

/** Plans side by side, then what is bought once or on top. */
export const Prices = ({ trade }: { readonly trade?: string }) => (
  <Section id="precios" tone="surface" title={PRICES.title} lead={PRICES.lead}>
    <ul class="grid gap-4 lg:grid-cols-3">
      {PRICES.plans.map(({ name, soles, who, holds }) => (
        <li key={name} class="flex flex-col gap-4 rounded border bg-paper p-6 shadow">
          <div>
            <h3 class="text-20 font-semibold">{name}</h3>
            <p class="text-ink-soft">{who}</p>
          </div>
          <p class="tabular-nums">
            <span class="text-40 font-extrabold tracking-tight">{`S/\u00a0${soles}`}</span>
            <span class="text-ink-soft">{` ${PRICES.month}`}</span>
          </p>
          <ul class="grid gap-2">
            {holds.map((text) => (
              <li key={text} class="flex gap-2">
                <Icon name="check" class="icon-small text-toldo" />
                {text}
              </li>
            ))}
          </ul>
          <p class="mt-auto pt-2">
            <LinkButton kind="secondary" wide href={trade ? `/crear?rubro=${trade}` : "/crear"}>
              {PRICES.create}
              <span class="sr-only">{` con el plan ${name}`}</span>
            </LinkButton>
          </p>
        </li>
      ))}
    </ul>
    <ul class="grid gap-4 md:grid-cols-2">
      {PRICES.more.map(({ name, price, text }) => (
        <li key={name} class="grid gap-1 content-start rounded border bg-paper p-6">
          <h3 class="text-20 font-semibold">{name}</h3>
          <p class="font-semibold text-toldo">{price}</p>
          <p class="text-ink-soft">{text}</p>
        </li>
      ))}
    </ul>
  </Section>
);

export const Questions = ({ first = [] }: { readonly first?: readonly (readonly [string, string])[] }) => (
  <Section title={QUESTIONS_TITLE}>
    <div class="border-t max-w-prose">
      {[...first, ...QUESTIONS].map(([question, answer]) => (
        <details key={question} class="disclosure border-b">
          <summary class="tap flex items-center py-3 text-20 font-semibold">{question}</summary>
          <p class="pb-5 pl-5 text-ink-soft">{answer}</p>
        </details>
      ))}
    </div>
  </Section>
);

/** The same button once more, where the page ends. */
export const LastCall = ({ title, trade }: { readonly title: string; readonly trade?: string }) => (
  <section class="bg-toldo-deep text-on-strong ring-current px-4 py-14 md:py-20">
    <div class="mx-auto max-w-page grid gap-5 justify-items-start">
      <h2 class="text-28 md:text-40 font-extrabold tracking-tight">{title}</h2>
      <LinkButton
        kind="secondary"
        size="charge"
        icon="arrow-right"
        href={trade ? `/crear?rubro=${trade}` : "/crear"}
      >
        {LANDING.create}
      </LinkButton>
      <p>{LANDING.createHint}</p>
    </div>
  </section>
);
