/** What can be wrong with one field of an input. Each has a sentence in i18n that names the way out. */
export const FAULTS = [
  "required",
  "money",
  "money_positive",
  "money_negative",
  "quantity",
  "quantity_positive",
  "quantity_negative",
  "text_long",
  "text_unprintable",
  "id",
  "instant",
  "choice",
  "barcode",
  "code",
  "denomination",
  "pieces",
  "series",
  "slug",
  "ruc",
  "printer_address",
  "phone",
  "hours",
  "days",
  "pin",
  "pin_weak",
  "ticket_number",
  "operation_number",
  "operation_digits",
  "security_code",
  "percent",
  "too_many",
  "repeated",
  "unknown_field",
  "malformed",
] as const;
export type Fault = (typeof FAULTS)[number];

export interface FieldFault {
  /** Path inside the input, `lines.0.quantity`; empty for the input as a whole. */
  readonly field: string;
  readonly fault: Fault;
}

export interface InvalidInput {
  readonly type: "InvalidInput";
  readonly faults: readonly FieldFault[];
}
