import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.tsx";

/** Where a card leads. Words that say where, never "ver más". */
export const More = ({ href, children }: { readonly href: string; readonly children: ComponentChildren }) => (
  <a href={href} class="tap inline-flex items-center gap-1 -my-3 text-mar font-semibold hover:underline">
    {children}
    <Icon name="arrow-right" class="icon-small" />
  </a>
);

/** A panel with one subject. `action` is its one way deeper, at the right of the title. */
export function Card({ title, action, children }: {
  readonly title?: string | undefined;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="card min-w-0 rounded border bg-paper p-4 shadow">
      {title && (
        <div class="flex items-baseline justify-between gap-3 pb-3">
          <h2 class="text-20 font-semibold">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

/** One figure, one comparison in words, one way deeper. `amount` comes formatted, with its unit. */
export function Figure({ label, amount, comparison, href, more }: {
  readonly label: string;
  readonly amount: string;
  /** `S/ 120 más que un martes normal a esta hora`. */
  readonly comparison?: string | undefined;
  readonly href?: string | undefined;
  /** Words of the link: where it goes, never "ver más". */
  readonly more?: string | undefined;
}) {
  return (
    <section class="card flex flex-col min-w-0 rounded border bg-paper p-4 shadow">
      <h2 class="text-16 text-ink-soft">{label}</h2>
      <p class="text-40 font-extrabold tracking-tight tabular-nums pt-1">{amount}</p>
      {comparison && <p class="pt-1 text-16">{comparison}</p>}
      {href && (
        <p class="mt-auto pt-4">
          <More href={href}>{more ?? label}</More>
        </p>
      )}
    </section>
  );
}

/** Nothing here yet: what to do first, with the button that does it. */
export function EmptyState({ icon, title, children, action }: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class="grid gap-3 justify-items-center text-center rounded bg-surface px-4 py-10">
      <span class="text-toldo">
        <Icon name={icon} class="icon-large" />
      </span>
      <h2 class="text-20 font-semibold">{title}</h2>
      {children && <p class="max-w-prose text-ink-soft">{children}</p>}
      {action}
    </div>
  );
}
