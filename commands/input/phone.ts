import { z } from "zod";

/** A mobile phone of Peru as people write it, `987 654 321` or `+51 987-654-321`; kept as `+51987654321`. */
export const inPhone = z.string({ error: "phone" }).transform((raw, ctx): string => {
  const digits = /^(?:\+?51)?(9\d{8})$/.exec(raw.replaceAll(/[\s().-]/g, ""))?.[1];
  if (digits) return `+51${digits}`;
  ctx.addIssue({ code: "custom", message: "phone" });
  return z.NEVER;
});
