import type { ComponentChildren } from "preact";
import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";

export type Tone = "info" | "ok" | "attention" | "danger";

const TONES: Readonly<Record<Tone, string>> = {
  info: cx("bg-mar-mist text-mar"),
  ok: cx("bg-toldo-mist text-toldo-deep"),
  attention: cx("bg-aji-mist text-on-aji"),
  danger: cx("bg-rocoto-mist text-rocoto"),
};

/** A state as word and colour, never colour alone. */
export function State({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) {
  return (
    <span class={cx("inline-block rounded-full px-2 text-14 font-semibold whitespace-nowrap", TONES[tone])}>
      {children}
    </span>
  );
}

/** The frame of {@link ListRow}s. */
export function List({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return <ul aria-label={label} class="rounded border bg-paper overflow-hidden">{children}</ul>;
}

/** A row of 56 px, more where a name needs a second line: name left, figure right, and the whole row is the link. */
export function ListRow({ href, name, detail, figure, state }: {
  readonly href?: string | undefined;
  readonly name: string;
  readonly detail?: string | undefined;
  /** Formatted, with its unit. */
  readonly figure?: string | undefined;
  readonly state?: { readonly tone: Tone; readonly word: string } | undefined;
}) {
  const row = (
    <>
      <span class="min-w-0 flex-1">
        <span class="block">{name}</span>
        {(state || detail) && (
          <span class="flex flex-wrap items-center gap-x-2 text-14 text-ink-soft">
            {state && <State tone={state.tone}>{state.word}</State>}
            <span>{detail}</span>
          </span>
        )}
      </span>
      {figure && <span class="font-semibold tabular-nums whitespace-nowrap">{figure}</span>}
      {href && <Icon name="arrow-right" class="icon-small text-ink-soft max-sm:hidden" />}
    </>
  );
  const shape = cx("flex items-center gap-3 min-h-row px-4 py-1");
  return (
    <li class="border-b last:border-0">
      {href
        ? <a href={href} class={cx(shape, "hover:bg-toldo-mist ring-inside")}>{row}</a>
        : <div class={shape}>{row}</div>}
    </li>
  );
}
