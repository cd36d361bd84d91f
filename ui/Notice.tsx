import type { ComponentChildren } from "preact";
import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.tsx";
import type { Tone } from "./List.tsx";

const NOTICES: Readonly<
  Record<Tone, { readonly icon: IconName; readonly look: string; readonly mark: string }>
> = {
  info: { icon: "info", look: cx("bg-mar-mist border-mar"), mark: cx("text-mar") },
  ok: { icon: "check", look: cx("bg-toldo-mist border-toldo"), mark: cx("text-toldo") },
  attention: { icon: "warning", look: cx("bg-aji-mist border-aji"), mark: cx("text-on-aji") },
  danger: { icon: "warning", look: cx("bg-rocoto-mist border-rocoto"), mark: cx("text-rocoto") },
};

/** Something the reader should know before going on. Danger interrupts a screen reader, the rest waits its turn. */
export function Notice({ tone = "info", title, children, action }: {
  readonly tone?: Tone | undefined;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  const { icon, look, mark } = NOTICES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      class={cx("flex flex-wrap items-center gap-3 rounded border-l-4 p-4 text-on-aji", look)}
    >
      <span class={mark}>
        <Icon name={icon} />
      </span>
      <div class="min-w-0 grow basis-48">
        <p class="font-semibold">{title}</p>
        {children && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

const CHIPS = {
  attention: cx("bg-aji text-on-aji"),
  danger: cx("bg-rocoto text-on-strong"),
  info: cx("bg-mar-mist text-mar"),
};

/** The state of the device, top right. When all is well there is none. */
export function Chip({ tone, icon, href, onClick, label, short, children }: {
  readonly tone: keyof typeof CHIPS;
  readonly icon: IconName;
  /** For a phone, where the whole sentence would push the shop's name out: `7 por enviar`. Two states are two lines. */
  readonly short?: string | undefined;
  /** Where the state is explained. */
  readonly href?: string | undefined;
  /** In place of `href`, where what explains it opens over the page. */
  readonly onClick?: (() => void) | undefined;
  /** What a tap does, for who hears it. */
  readonly label?: string | undefined;
  readonly children: ComponentChildren;
}) {
  const shape = cx(
    "inline-flex items-center gap-2 rounded-full px-3 py-1 text-14 font-semibold whitespace-nowrap",
    CHIPS[tone],
  );
  const inside = (
    <>
      <Icon name={icon} class="icon-small" />
      {short && <span class="sm:hidden whitespace-pre">{short}</span>}
      <span class={cx(short && "max-sm:hidden")}>{children}</span>
    </>
  );
  if (onClick) {
    return (
      <span role="status">
        <button type="button" class="tap inline-flex items-center" onClick={onClick}>
          <span class={shape}>{inside}</span>
          {label && <span class="sr-only">{label}</span>}
        </button>
      </span>
    );
  }
  return href
    ? (
      <a href={href} class="tap inline-flex items-center">
        <span class={shape}>{inside}</span>
      </a>
    )
    : <span role="status" class={shape}>{inside}</span>;
}

/** Says what was just done and takes it back: in place of a question before (8 s; the island that shows it counts). */
export function UndoBar({ children, undo }: {
  readonly children: ComponentChildren;
  /** The button: what it does depends on where it stands. See {@link UndoButton}. */
  readonly undo: ComponentChildren;
}) {
  return (
    <div
      role="status"
      class="flex items-center justify-between gap-3 rounded bg-ink text-paper pl-4 pr-1 shadow ring-current"
    >
      <p class="py-3 min-w-0 flex-1">{children}</p>
      {undo}
    </div>
  );
}

export function UndoButton({ onClick }: { readonly onClick?: (() => void) | undefined }) {
  return (
    <button
      type={onClick ? "button" : "submit"}
      onClick={onClick}
      class="tap flex-none inline-flex items-center gap-2 rounded px-3 font-semibold text-aji"
    >
      <Icon name="undo" />Deshacer
    </button>
  );
}
