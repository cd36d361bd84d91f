import type { ButtonHTMLAttributes, ComponentChildren, PartialAnchorHTMLAttributes } from "preact";
import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.tsx";

interface Look {
  /** `primary` stands once per screen; `charge` is the till's own, in the green on which an amount reads at 7:1. */
  readonly kind?: "primary" | "charge" | "secondary" | "quiet" | "danger" | undefined;
  /** `tap` 48 px everywhere, `till` 56 px for what fingers hit all day, `charge` 64 px for Cobrar. */
  readonly size?: "tap" | "till" | "charge" | undefined;
  readonly icon?: IconName | undefined;
  /** As wide as its place. */
  readonly wide?: boolean | undefined;
  readonly children?: ComponentChildren;
}
type Own = "class" | "className" | "icon" | "size" | "wide" | "children";

const KINDS = {
  primary: cx("bg-toldo text-on-strong hover:bg-toldo-deep"),
  charge: cx("bg-toldo-deep text-on-strong active:bg-toldo"),
  secondary: cx("bg-paper text-toldo border border-edge hover:bg-toldo-mist"),
  quiet: cx("text-toldo hover:bg-toldo-mist"),
  danger: cx("bg-paper text-rocoto border border-rocoto hover:bg-rocoto-mist"),
};
const SIZES = {
  tap: cx("tap px-4 py-1 text-16"),
  till: cx("tap-till px-5 text-20"),
  charge: cx("min-h-16 px-6 text-20"),
};

const lookOf = ({ kind = "primary", size = "tap", wide }: Look): string =>
  cx(
    "inline-flex items-center justify-center gap-2 rounded font-semibold text-center tabular-nums select-none",
    "transition disabled:opacity-50 aria-disabled:opacity-50",
    wide && "w-full",
    KINDS[kind],
    SIZES[size],
  );

/** A button sends its form unless it says otherwise, as in HTML. */
export function Button(
  { kind, size, icon, wide, children, ...rest }: Look & Omit<ButtonHTMLAttributes, Own>,
) {
  return (
    <button {...rest} class={lookOf({ kind, size, wide })}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** Looks like a button and goes somewhere, so it stays a link. */
export function LinkButton(
  { kind, size, icon, wide, children, ...rest }:
    & Look
    & { readonly href: string }
    & Omit<PartialAnchorHTMLAttributes<HTMLAnchorElement>, Own | "role">,
) {
  return (
    <a {...rest} class={lookOf({ kind, size, wide })}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** A button that is only a drawing: `label` is what it says to who cannot see it. */
export function IconButton(
  { icon, label, ...rest }:
    & { readonly icon: IconName; readonly label: string }
    & Omit<ButtonHTMLAttributes, Own>,
) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      class="tap inline-flex items-center justify-center rounded transition hover:bg-toldo-mist disabled:opacity-50"
    >
      <Icon name={icon} />
    </button>
  );
}
