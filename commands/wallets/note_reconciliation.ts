import { z } from "zod";
import { reconciliationStream } from "../../domain/streams.ts";
import { zDay } from "../../events/facts/fields.ts";
import type { WalletFact } from "../../events/facts/wallets.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { centimos, sumCentimos } from "../../kernel/money.ts";
import { ok } from "../../kernel/result.ts";
import { type Instant, type LimaDay } from "../../kernel/time.ts";
import { type CommandFunction, defineCommand } from "../define_command.ts";
import { reconciliationOf } from "./load_reconciliation.ts";

type Report = Extract<WalletFact, { type: "WalletsReconciled" }>["data"];

const part = (of: readonly { readonly amountCentimos: number }[]) => ({
  count: of.length,
  totalCentimos: sumCentimos(of.map(({ amountCentimos }) => centimos(amountCentimos))),
});

/** Writes down once what a day came to, as it stands now; a day without wallets writes nothing. */
export const noteReconciliation: CommandFunction<{ readonly written: boolean }, never> = defineCommand({
  type: "ReconcileWallets",
  schema: z.object({ day: zDay }),
  attempt: async ({ store }, { day }) => {
    const stream = reconciliationStream(day), [before] = await store.stream(stream);
    const found = before ? [] : await reconciliationOf(store.db, day);
    const wallets = found.map(({ wallet, matched, salesWithoutMoney, moneyWithoutSale }) => ({
      wallet,
      sales: part([...matched.map(({ sale }) => sale), ...salesWithoutMoney]),
      credits: part([...matched.map(({ credit }) => credit), ...moneyWithoutSale]),
      matched: part(matched.map(({ sale }) => sale)),
      salesWithoutMoney: part(salesWithoutMoney),
      moneyWithoutSale: part(moneyWithoutSale),
    })).filter(({ sales, credits }) => sales.count + credits.count > 0);
    return ok({
      facts: wallets.length === 0 ? [] : [{ type: "WalletsReconciled" as const, data: { day, wallets } }],
      expected: [{ stream, version: before ? 1 : 0 }],
      gate: "always" as const,
      outcome: { written: wallets.length > 0 },
    });
  },
});

/** What was written down of a day, and when; null where nothing was. */
export async function reconciliationNoted(
  store: TenantStore,
  day: LimaDay,
): Promise<{ readonly report: Report; readonly at: Instant } | null> {
  const [event] = await store.stream(reconciliationStream(day));
  return event ? { report: event.data as Report, at: event.occurredAt } : null;
}
