import { CREDIT } from "../../../../i18n/es_pe/credit.ts";
import { Field } from "../../../../ui/Field.tsx";
import type { FormState } from "../../../(_shared)/form.ts";

export const CUSTOMER_FIELDS = ["name", "phone"];

export const CustomerFields = ({ form }: { readonly form: FormState }) => (
  <>
    <Field
      name="name"
      label={CREDIT.name}
      value={form.typed["name"]}
      error={form.errors["name"]}
      maxLength={80}
      autocomplete="off"
      required
    />
    <Field
      name="phone"
      label="Celular"
      type="tel"
      hint={CREDIT.phoneHint}
      value={form.typed["phone"]}
      error={form.errors["phone"]}
      maxLength={20}
      autocomplete="off"
    />
  </>
);
