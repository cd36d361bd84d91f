import { useMemo, useState } from "preact/hooks";
import { isGtin } from "../../kernel/barcode.ts";
import { parseSoles } from "../../kernel/money.ts";
import { TAX_CLASSES } from "../../kernel/pricing.ts";
import { UNITS } from "../../kernel/quantity.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, MoneyField, Select } from "../../ui/Field.tsx";
import { createProduct } from "./drawer_work.ts";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** The least a product needs to be sold: the rest is the owner's, when there is time. */
export function CreateSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const sheet = till.sheet.value;
  const code = sheet?.kind === "create" ? sheet.code : "";
  const ids = useMemo(() => ({ cmdId: till.ids.next(), productId: till.ids.next() }), [code]);
  const [faults, setFaults] = useState<{ name?: string; price?: string }>({});
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const price = parseSoles(text("price")), name = text("name");
    const missing = {
      ...(name === "" && { name: LATER.nameWrong }),
      ...((price === null || price <= 0) && { price: LATER.priceWrong }),
    };
    setFaults(missing);
    if (price === null || Object.keys(missing).length > 0) return;
    void createProduct(till, ids.cmdId, {
      productId: ids.productId,
      name,
      barcodes: isGtin(code) ? [code] : [],
      code: isGtin(code) ? null : code,
      unit: UNITS.find((unit) => unit === text("unit")) ?? "unidad",
      priceCentimos: price,
      costCentimos: null,
      taxClass: TAX_CLASSES.find((taxClass) => taxClass === text("tax")) ?? "gravado",
      category: null,
      minStock: null,
      favourite: false,
    });
  };
  const choices = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([value, label]) => ({ value, label }));
  return (
    <Sheet title={LATER.newProduct} onClose={onClose}>
      <form class="grid gap-3" onSubmit={save} noValidate>
        <p class="tabular-nums text-ink-soft">{code}</p>
        <Field
          name="name"
          label={LATER.name}
          error={faults.name}
          maxLength={120}
          autocomplete="off"
          autofocus
        />
        <MoneyField name="price" label={LATER.price} error={faults.price} />
        <Select name="unit" label={LATER.unit} choices={choices(LATER.units)} value="unidad" />
        <Select name="tax" label={LATER.tax} choices={choices(LATER.taxes)} value="gravado" />
        <Button size="charge" wide>{LATER.saveAndAdd}</Button>
      </form>
    </Sheet>
  );
}
