import {
  CreditLimitSet,
  CreditOpened,
  CreditPaid,
  CustomerAdded,
  CustomerErased,
  CustomerRevised,
} from "../../facts/customers.ts";
import { type ReturnsFact, SaleRefunded, SaleVoided } from "../../facts/returns.ts";
import { SaleRegistered } from "../../facts/sales.ts";
import type { CreditEntryKind } from "../../../kernel/credit.ts";
import { jsonText } from "../../../kernel/sync.ts";
import type { Recorded } from "../../store/types.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/** Who owes what, as a sum of entries, so that they may come late and in any order. Names stay sealed here too. */
export const creditProjection = defineProjection({
  name: "credit",
  version: 3,
  mode: "inline",
  tables: [
    {
      name: "customer",
      columns: {
        customer_id: "TEXT NOT NULL",
        /** JSON of a sealed field; null where a debt came for somebody this shop knows nothing of. */
        name: "TEXT",
        phone: "TEXT",
        limit_centimos: "INTEGER NOT NULL DEFAULT 0",
        max_age_days: "INTEGER",
        balance_centimos: "INTEGER NOT NULL DEFAULT 0",
        erased: "INTEGER NOT NULL DEFAULT 0",
        /** Of the last event that changed anything of this row: how far a till has read. */
        pos: "INTEGER NOT NULL",
      },
      key: ["customer_id"],
      indexes: [["pos"], ["balance_centimos"]],
    },
    {
      name: "credit_entry",
      columns: {
        customer_id: "TEXT NOT NULL",
        pos: "INTEGER NOT NULL",
        kind: "TEXT NOT NULL",
        ref: "TEXT NOT NULL",
        amount_centimos: "INTEGER NOT NULL",
        occurred_at: "TEXT NOT NULL",
        device_id: "TEXT",
        method: "TEXT",
      },
      key: ["customer_id", "pos"],
      indexes: [["ref"]],
    },
  ],
  ...handlers(
    on(CustomerAdded, ({ customerId, ...terms }, event) => [
      row(customerId, event, { ...sealedNames(event), ...termColumns(terms) }),
    ]),
    on(CustomerRevised, ({ customerId }, event) => [row(customerId, event, sealedNames(event))]),
    on(CreditLimitSet, ({ customerId, ...terms }, event) => [row(customerId, event, termColumns(terms))]),
    on(CustomerErased, ({ customerId }, event) => [
      row(customerId, event, { name: null, phone: null, erased: 1 }),
    ]),
    on(
      CreditOpened,
      ({ customerId, debtId, amountCentimos }, event) =>
        entry(customerId, event, { kind: "opening", ref: debtId, amountCentimos }),
    ),
    on(CreditPaid, ({ customerId, paymentId, amountCentimos, method }, event) =>
      entry(customerId, event, {
        kind: "payment",
        ref: paymentId,
        amountCentimos: -amountCentimos,
        method,
      })),
    on(SaleRegistered, ({ sale }, event) => {
      const amountCentimos = sale.tenders.reduce(
        (sum, { method, amountCentimos }) => method === "fiado" ? sum + amountCentimos : sum,
        0,
      );
      if (sale.customerId === null || amountCentimos === 0) return [];
      return entry(sale.customerId, event, { kind: "sale", ref: sale.saleId, amountCentimos });
    }),
    on(SaleVoided, offTheDebt),
    on(SaleRefunded, offTheDebt),
  ),
});

/** Goods that come back unpaid lower what is owed for them (features §3 item 48). */
function offTheDebt(
  { customerId, saleId, tenders }: Pick<ReturnsFact["data"], "customerId" | "saleId" | "tenders">,
  event: Place,
): Change[] {
  const fiado = tenders.find(({ method }) => method === "fiado")?.amountCentimos ?? 0;
  if (customerId === null || fiado === 0) return [];
  return entry(customerId, event, { kind: "refund", ref: saleId, amountCentimos: -fiado });
}

type Place = Pick<Recorded, "pos" | "occurredAt" | "dev" | "pii">;

const row = (customerId: string, { pos }: Place, set: Readonly<Record<string, string | number | null>>) => ({
  table: "customer",
  key: { customer_id: customerId },
  set: { ...set, pos },
});

const termColumns = (terms: { readonly limitCentimos: number; readonly maxAgeDays: number | null }) => ({
  limit_centimos: terms.limitCentimos,
  max_age_days: terms.maxAgeDays,
});

/** All names anew: a phone that the event does not bear was taken away. */
function sealedNames({ pii }: Place): { name: string | null; phone: string | null } {
  const sealed = (name: string) => {
    const found = pii.find(({ field }) => field === name);
    return found ? jsonText(found) : null; // as the stored bytes have it: a replay compares the texts
  };
  return { name: sealed("name"), phone: sealed("phone") };
}

function entry(
  customerId: string,
  event: Place,
  { kind, ref, amountCentimos, method = null }: {
    readonly kind: CreditEntryKind;
    readonly ref: string;
    readonly amountCentimos: number;
    readonly method?: string | null;
  },
): Change[] {
  return [
    { ...row(customerId, event, {}), add: { balance_centimos: amountCentimos } },
    {
      table: "credit_entry",
      key: { customer_id: customerId, pos: event.pos },
      set: {
        kind,
        ref,
        amount_centimos: amountCentimos,
        occurred_at: event.occurredAt,
        device_id: event.dev?.id ?? null,
        method,
      },
    },
  ];
}
