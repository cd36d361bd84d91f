import { z } from "zod";
import { isUuid } from "../../kernel/ids.ts";
import { type Centimos, centimos, MAX_TYPED, parseSoles } from "../../kernel/money.ts";
import { mayPrintAt, parsePrinterAddress, type PrinterAddress } from "../../kernel/printer_address.ts";
import { TAX_CLASSES } from "../../kernel/pricing.ts";
import { MAX_QUANTITY, parseQuantity, type Quantity, quantity, UNITS } from "../../kernel/quantity.ts";
import { type Instant, parseInstant } from "../../kernel/time.ts";
import type { Fault } from "./faults.ts";

// One schema reads what a person types into a form and what a program sends: a text is soles or units as people write
// them ("3.50", "0,575"), a number is the exact figure (céntimos, thousandths).

type Bound = "any" | "zero" | "positive";

function fail(ctx: z.RefinementCtx, fault: Fault): never {
  ctx.addIssue({ code: "custom", message: fault });
  return z.NEVER;
}

const money = (bound: Bound) =>
  z.union([z.number(), z.string()], { error: "money" }).transform((raw, ctx): Centimos => {
    const value = typeof raw === "string"
      ? parseSoles(raw)
      : Number.isSafeInteger(raw)
      ? centimos(raw)
      : null;
    if (value === null || Math.abs(value) > MAX_TYPED) return fail(ctx, "money");
    if (bound === "positive" && value <= 0) return fail(ctx, "money_positive");
    if (bound === "zero" && value < 0) return fail(ctx, "money_negative");
    return value;
  });

const measure = (bound: Bound) =>
  z.union([z.number(), z.string()], { error: "quantity" }).transform((raw, ctx): Quantity => {
    const value = typeof raw === "string"
      ? parseQuantity(raw)
      : Number.isSafeInteger(raw)
      ? quantity(raw)
      : null;
    if (value === null || Math.abs(value) > MAX_QUANTITY) return fail(ctx, "quantity");
    if (bound === "positive" && value <= 0) return fail(ctx, "quantity_positive");
    if (bound === "zero" && value < 0) return fail(ctx, "quantity_negative");
    return value;
  });

export const inMoney = money("zero");
export const inPositiveMoney = money("positive");
export const inQuantity = measure("zero");
export const inPositiveQuantity = measure("positive");

/** A form sends an empty field as "", a program leaves it out or sends null: all three mean "none". */
export const inNullable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((raw) => raw === "" || raw === undefined ? null : raw, schema.nullable());

/** Only where a server may be asked to print (kernel/printer_address); its own machine is refused later, outside trials. */
export const inPrinterAddress = z.string({ error: "printer_address" }).transform(
  (raw, ctx): PrinterAddress => {
    const address = parsePrinterAddress(raw);
    return address && mayPrintAt(address, true) ? address : fail(ctx, "printer_address");
  },
);

export const inId = z.string({ error: "id" }).refine(isUuid, { error: "id" });
export const inInstant = z.string({ error: "instant" }).transform((raw, ctx): Instant =>
  parseInstant(raw) ?? fail(ctx, "instant")
);

/** As `zText` of the facts, with faults that have a sentence. */
export const inText = (max: number) =>
  z.string({ error: "required" }).trim().normalize("NFC").min(1, { error: "required" })
    .max(max, { error: "text_long" })
    .refine((text) => !/\p{Cc}|\p{Cs}/u.test(text), { error: "text_unprintable" });

export const inUnit = z.enum(UNITS, { error: "choice" });
export const inTaxClass = z.enum(TAX_CLASSES, { error: "choice" });

/** A checkbox sends "on" or nothing at all. */
export const inFlag = z.union([
  z.boolean(),
  z.enum(["on", "true"]).transform(() => true),
  z.enum(["", "false"]).transform(() => false),
], { error: "choice" }).default(false);

const inBarcode = z.string({ error: "barcode" }).regex(/^[0-9A-Za-z._-]{1,32}$/, { error: "barcode" });
/** A list, or one text with the codes parted by spaces, commas or lines. */
export const inBarcodes = z.preprocess(
  (raw) => typeof raw === "string" ? raw.split(/[\s,;]+/).filter(Boolean) : raw ?? [],
  z.array(inBarcode, { error: "barcode" }).max(12, { error: "too_many" })
    .refine((codes) => new Set(codes).size === codes.length, { error: "repeated" }),
);
export const inCode = z.string({ error: "code" }).trim().regex(/^[0-9A-Za-z._/-]{1,32}$/, { error: "code" });
