import type { QueuedMessage } from "../../events/facts/messages.ts";
import { centimos } from "../../kernel/money.ts";
import type { Instant, LimaDay } from "../../kernel/time.ts";

/** A notice of the last day, at six in the evening in Lima. */
export const queuedOf = (data: Partial<QueuedMessage> = {}): QueuedMessage => ({
  messageId: "0192f0c1-0000-8000-a000-000000000051",
  shop: "bodega-2f9a4c1d7b3e5a6f8c0d1e2f",
  kind: "last_day",
  subject: "0192f0c1-0000-7000-8000-000000000002",
  day: "2026-12-07" as LimaDay,
  personId: null,
  channels: ["whatsapp", "sms", "email"],
  invoiceId: "0192f0c1-0000-7000-8000-000000000002",
  amountCentimos: centimos(5000),
  dueOn: "2026-11-30" as LimaDay,
  plan: "tienda",
  notBefore: "2026-12-07T23:00:00.000Z" as Instant,
  notAfter: "2026-12-08T10:00:00.000Z" as Instant,
  ...data,
});
