import { DATA_NAMES } from "../../../../i18n/es_pe/audit.ts";
import { FIELD_NAMES } from "../../../../i18n/es_pe.ts";
import { isUuid } from "../../../../kernel/ids.ts";
import { centimos, formatAmount, formatSoles } from "../../../../kernel/money.ts";
import { formatQuantity, quantity } from "../../../../kernel/quantity.ts";
import { formatInstant, parseInstant } from "../../../../kernel/time.ts";
import { cx } from "../../../../ui/cx.ts";

interface Part {
  readonly value: unknown;
  readonly names: ReadonlyMap<string, string>;
}

/** What a record says, key by key, whatever it is: an auditor sees all of it and not what a screen chose. */
export function DataTree({ value, names }: Part) {
  if (Array.isArray(value)) {
    return (
      <ol class="grid gap-3">
        {value.map((item, i) => (
          <li key={i} class="border-l-4 pl-3">
            <DataTree value={item} names={names} />
          </li>
        ))}
      </ol>
    );
  }
  if (typeof value !== "object" || value === null) return <span>{plainText("", value, names)}</span>;
  return (
    <dl class="grid gap-2">
      {Object.entries(value).map(([key, item]) => <Entry key={key} name={key} value={item} names={names} />)}
    </dl>
  );
}

function Entry({ name, value, names }: Part & { readonly name: string }) {
  const label = DATA_NAMES[name] ?? FIELD_NAMES[name] ?? name;
  const isNested = typeof value === "object" && value !== null &&
    (!Array.isArray(value) || value.some((item) => typeof item === "object"));
  return isNested
    ? (
      <div class="grid gap-2 pt-2">
        <dt class="font-semibold">{label}</dt>
        <dd class="pl-3">
          <DataTree value={value} names={names} />
        </dd>
      </div>
    )
    : (
      <div class="flex flex-wrap justify-between gap-3 border-b">
        <dt class="text-ink-soft">{label}</dt>
        <Plain text={plainText(name, value, names)} />
      </div>
    );
}

const Plain = ({ text }: { readonly text: string }) => (
  <dd
    class={cx(
      "min-w-0 ml-auto text-right tabular-nums",
      isUuid(text) && "text-14",
      /\S{40}/.test(text) && "break-all", // keys, seals and sealed names have no place to break a line at
    )}
  >
    {text}
  </dd>
);

const QUANTITIES = new Set(["quantity", "counted", "expected", "difference", "minStock", "openingStock"]);

function plainText(name: string, value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null) return "—";
  if (Array.isArray(value)) return value.length === 0 ? "—" : value.join(", ");
  if (typeof value === "boolean") return value ? "Sí" : "No";
  if (typeof value === "number") {
    if (name.endsWith("Centimos") || TENDERS.has(name)) return formatSoles(centimos(value));
    if (name === "igvBasisPoints") return `${formatAmount(centimos(value))} %`;
    return QUANTITIES.has(name) ? formatQuantity(quantity(value), "unidad") : String(value);
  }
  const text = String(value), instant = parseInstant(text);
  return instant ? formatInstant(instant) : names.get(text) ?? text;
}

const TENDERS = new Set(["efectivo", "yape", "plin", "tarjeta", "fiado"]);
