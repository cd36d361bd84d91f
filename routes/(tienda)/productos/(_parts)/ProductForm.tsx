import type { ComponentChildren } from "preact";
import { TAX_NAMES, UNIT_NAMES } from "../../../../i18n/es_pe/catalogue.ts";
import { TAX_CLASSES } from "../../../../kernel/pricing.ts";
import { UNITS } from "../../../../kernel/quantity.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Field, MoneyField, Select } from "../../../../ui/Field.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import type { ProductFormState } from "./product_form.ts";

/** Everything a product says, to write it and to change it. `hidden` is what tells the two apart. */
export function ProductForm({ form, hidden }: {
  readonly form: ProductFormState;
  readonly hidden: ComponentChildren;
}) {
  const { typed, errors } = form;
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] });
  const money = (name: string) => ({ name, typed: typed[name], error: errors[name] });
  return (
    <form method="post" class="grid gap-4">
      <input type="hidden" name="cmdId" value={form.cmdId} />
      {hidden}
      {form.problem && <Notice tone="danger" title={form.problem} />}
      {Object.keys(errors).length > 0 && (
        <Notice tone="danger" title="Falta corregir lo que está marcado en rojo" />
      )}
      <div class="grid gap-4 lg:grid-cols-2 items-start">
        <Card title="Qué es">
          <div class="grid gap-4">
            <Field
              {...field("name")}
              label="Nombre"
              hint="Como lo busca la cajera, por ejemplo Inca Kola 500 ml"
              required
              maxLength={120}
              autocomplete="off"
            />
            <Field {...field("category")} label="Categoría" list="categorias" autocomplete="off" />
            <datalist id="categorias">
              {form.categories.map((category) => <option key={category} value={category} />)}
            </datalist>
            <Codes typed={typed["barcodes"] ?? ""} error={errors["barcodes"]} />
            <Field
              {...field("code")}
              label="Código corto"
              hint="El tuyo, para teclearlo en la caja"
              autocomplete="off"
            />
          </div>
        </Card>
        <Card title="Cómo se vende">
          <div class="grid gap-4">
            <Select
              {...field("unit")}
              label="Se vende por"
              choices={UNITS.map((unit) => ({ value: unit, label: UNIT_NAMES[unit] }))}
            />
            <MoneyField {...money("priceCentimos")} label="Precio, con IGV" required />
            <MoneyField
              {...money("costCentimos")}
              label="Costo, con IGV"
              hint="Lo que te cuesta a ti. Con él verás tu margen"
            />
            <Select
              {...field("taxClass")}
              label="Impuesto"
              choices={TAX_CLASSES.map((tax) => ({ value: tax, label: TAX_NAMES[tax] }))}
            />
            <Field
              {...field("minStock")}
              label="Stock mínimo"
              hint="Si queda menos que esto, te avisamos"
              inputMode="decimal"
              autocomplete="off"
            />
            <label class="tap flex items-center gap-3">
              <input
                type="checkbox"
                name="favourite"
                class="w-6 h-6 flex-none"
                checked={typed["favourite"] === "on"}
              />
              Favorito: sale en la primera pantalla de la caja
            </label>
          </div>
        </Card>
      </div>
      <div>
        <Button>Guardar</Button>
      </div>
    </form>
  );
}

/** One code a line: scanners end each with a line of its own. */
function Codes({ typed, error }: { readonly typed: string; readonly error: string | undefined }) {
  return (
    <div class="grid gap-1">
      <label for="barcodes" class="font-semibold">Códigos de barras</label>
      <textarea
        id="barcodes"
        name="barcodes"
        rows={2}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? "barcodes-hint barcodes-error" : "barcodes-hint"}
        class={error
          ? "w-full rounded border bg-paper px-3 py-2 text-16 border-rocoto"
          : "w-full rounded border bg-paper px-3 py-2 text-16 border-edge"}
      >
        {typed}
      </textarea>
      <p id="barcodes-hint" class="text-14 text-ink-soft">Uno por línea. Escanéalo o déjalo vacío</p>
      {error && <p id="barcodes-error" class="text-14 font-semibold text-rocoto">{error}</p>}
    </div>
  );
}
