import { z } from "zod";
import { inId } from "../../commands/input/fields.ts";
import { type Instant, type LimaDay, parseDay } from "../../kernel/time.ts";

// Answers are written down here for the document and for the tests, which read every answer with them. Each schema is
// held to the type it describes by the compiler.

export const zAnsweredId = z.string();
export const zAnsweredInstant = z.iso.datetime() as unknown as z.ZodType<Instant, Instant>;
export const zLimaDay = z.iso.date() as unknown as z.ZodType<LimaDay, LimaDay>;
export const zPos = z.int().min(1);

/** What every list takes. */
export const zPaging = {
  cursor: z.string({ error: "malformed" }).max(2000, { error: "text_long" }).optional(),
  limit: z.coerce.number({ error: "choice" }).int({ error: "choice" }).min(1, { error: "choice" })
    .max(200, { error: "too_many" }).default(50),
};

/** What every list answers. */
export const zList = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

export const zIdQuery = inId;
export const zDayQuery = z.string().transform((text, ctx): LimaDay => {
  const day = parseDay(text);
  if (day !== null) return day;
  ctx.addIssue({ code: "custom", message: "instant" });
  return z.NEVER;
});
/** `?copy=1`. */
export const zYesQuery = z.enum(["0", "1"], { error: "choice" }).default("0").transform((text) =>
  text === "1"
);
export const zTextQuery = z.string({ error: "malformed" }).max(120, { error: "text_long" });
