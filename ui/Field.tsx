import type { ComponentChildren, PartialInputHTMLAttributes, SelectHTMLAttributes } from "preact";
import { type Centimos, formatAmount } from "../kernel/money.ts";
import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";

interface Question {
  readonly name: string;
  readonly label: string;
  /** What to write, said before it is needed. */
  readonly hint?: string | undefined;
  /** What to do now, not what went wrong: `El precio va en soles, por ejemplo 3.50`. */
  readonly error?: string | undefined;
  /** Where one page asks the same `name` twice. */
  readonly id?: string | undefined;
}
type Own = keyof Question | "class" | "className" | "value" | "defaultValue" | "role" | "type";
type InputRest = Omit<PartialInputHTMLAttributes<HTMLInputElement>, Own | "list">;

const CONTROL = cx(
  "tap w-full rounded border bg-paper px-3 text-16 disabled:bg-surface disabled:text-ink-soft",
);

/** What a control needs so that its words are read with it. */
function bindingsOf({ name, id = name, hint, error }: Question) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    name,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": described || undefined,
    class: cx(CONTROL, error ? "border-rocoto" : "border-edge"),
  };
}

/** Label above, hint and error below, around whatever control answers the question. */
function Labelled({ of, children }: { readonly of: Question; readonly children: ComponentChildren }) {
  const id = of.id ?? of.name;
  return (
    <div class="grid gap-1">
      <label for={id} class="font-semibold">{of.label}</label>
      {children}
      {of.hint && <p id={`${id}-hint`} class="text-14 text-ink-soft">{of.hint}</p>}
      {of.error && (
        <p id={`${id}-error`} class="flex gap-1 items-start text-14 font-semibold text-rocoto">
          <Icon name="warning" class="icon-small" />
          {of.error}
        </p>
      )}
    </div>
  );
}

/** One line of text. The right keyboard comes with `type`, `inputMode` and `autocomplete`. */
export function Field(
  { label, name, hint, error, id, value, type = "text", list, ...rest }:
    & Question
    & {
      readonly value?: string | undefined;
      readonly type?: "text" | "email" | "password" | "tel" | "search" | "date";
      /** Id of a `<datalist>` with what is usual here. */
      readonly list?: string | undefined;
    }
    & InputRest,
) {
  const question = { label, name, hint, error, id };
  return (
    <Labelled of={question}>
      {/* preact ties `role` to each `type` and `list`; no role is passed, so they are one to it */}
      <input
        {...rest}
        {...bindingsOf(question)}
        type={type as "text"}
        list={list as undefined}
        value={value}
      />
    </Labelled>
  );
}

/** An amount in soles. Point and comma are both understood by `parseSoles`, so the field is text, never a number. */
export function MoneyField(
  { label, name, hint, error, id, amount, typed, ...rest }:
    & Question
    & {
      /** What it holds now. */
      readonly amount?: Centimos | null | undefined;
      /** What the person wrote, given back as it was when it was no amount. */
      readonly typed?: string | undefined;
    }
    & InputRest,
) {
  const question = { label, name, hint, error, id };
  const { class: look, ...bindings } = bindingsOf(question);
  return (
    <Labelled of={question}>
      <div class="relative">
        <span class="absolute left-3 inset-y-0 flex items-center text-ink-soft" aria-hidden="true">S/</span>
        <input
          type="text"
          inputMode="decimal"
          autocomplete="off"
          {...rest}
          {...bindings}
          class={cx(look, "pl-10 text-right tabular-nums")}
          value={typed ?? (amount == null ? undefined : formatAmount(amount))}
        />
      </div>
    </Labelled>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of a few answers, in the browser's own control. */
export function Select(
  { label, name, hint, error, id, value, choices, ...rest }:
    & Question
    & { readonly value?: string | undefined; readonly choices: readonly Choice[] }
    & Omit<SelectHTMLAttributes, Own | "multiple" | "size">,
) {
  const question = { label, name, hint, error, id };
  return (
    <Labelled of={question}>
      <select {...rest} {...bindingsOf(question)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
