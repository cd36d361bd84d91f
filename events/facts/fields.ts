import { z } from "zod";
import { isUuid } from "../../kernel/ids.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { Quantity, Unit } from "../../kernel/quantity.ts";
import type { TaxClass } from "../../kernel/pricing.ts";
import { type Instant, type LimaDay, parseDay, parseInstant } from "../../kernel/time.ts";

// A zod schema of a branded number is the plain schema seen through the brand: the check is `z.int()`, the same one
// the kernel's constructor makes. The cast is here once, so that no fact or command needs one.
export const zCentimos = z.int() as unknown as z.ZodType<Centimos, Centimos>;
export const zPositiveCentimos = z.int().min(1).max(999_999_999) as unknown as z.ZodType<Centimos, Centimos>;
export const zNonNegativeCentimos = z.int().min(0).max(999_999_999) as unknown as z.ZodType<
  Centimos,
  Centimos
>;
export const zQuantity = z.int() as unknown as z.ZodType<Quantity, Quantity>;
export const zPositiveQuantity = z.int().min(1).max(99_999_999) as unknown as z.ZodType<Quantity, Quantity>;
export const zNonNegativeQuantity = z.int().min(0).max(99_999_999) as unknown as z.ZodType<
  Quantity,
  Quantity
>;

export const zId = z.string().refine(isUuid, { error: "not a UUID" });
export const zInstant = z.string().refine((text) => parseInstant(text) !== null, {
  error: "not an instant like 2026-11-22T23:05:00.123Z",
}) as unknown as z.ZodType<Instant, Instant>;

export const zUnit: z.ZodType<Unit, Unit> = z.enum(["unidad", "kg", "litro"]);
export const zTaxClass: z.ZodType<TaxClass, TaxClass> = z.enum(["gravado", "exonerado", "inafecto"]);

/** Text a person typed: NFC (twins of é must not be two names), trimmed, no control characters, bounded. */
export const zText = (max: number) =>
  z.string().trim().normalize("NFC").min(1).max(max).refine((text) => !/\p{Cc}|\p{Cs}/u.test(text), {
    error: "has characters that cannot be printed",
  });

/** A day of Lima, `2026-11-26`. */
export const zDay = z.string().refine((text) => parseDay(text) !== null, {
  error: "not a day",
}) as unknown as z.ZodType<LimaDay, LimaDay>;
