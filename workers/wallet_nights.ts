import { settledIntoMembership } from "../commands/membership/settled.ts";
import { keepEvidence } from "../commands/payments/keep_evidence.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { forgetOldEvidence } from "../commands/wallets/forget.ts";
import { noteReconciliation } from "../commands/wallets/note_reconciliation.ts";
import type { WalletPlace } from "../commands/wallets/place.ts";
import { readAgain } from "../commands/wallets/read_again.ts";
import { fixedId } from "../commands/fixed_id.ts";
import { walletAccounts } from "../events/projections/payments/queries.ts";
import type { TenantId } from "../events/store/types.ts";
import { MAIL_READER } from "../integrations/bank_mail/reader.ts";
import { PUSH_READER } from "../integrations/wallet_listener/reader.ts";
import { limaDay, limaHour, plusDays } from "../kernel/time.ts";
import { forEachLog, type Job, type Log, type Turn } from "./job.ts";

const PAUSE_MS = 60_000;
/** By then the day's last offline sales have mostly come. */
const HOUR = 3;

const placeOf = ({ services }: Turn, { store, shop }: Log): WalletPlace => ({
  control: services.control,
  owner: shop as TenantId | null,
  context: systemContext(services, store),
  keep: (context, asked, evidence) => keepEvidence(context, asked, evidence, settledIntoMembership(context)),
});

/**
 * Once a night, in each log with wallets: the day before is compared and written down, and what was told ninety days ago is
 * forgotten. Once in each start: what an older parser did not understand is read by this one.
 */
export function walletNights(): Job {
  let compared = "", isRead = false;
  return {
    name: "wallet-nights",
    pauseMs: () => PAUSE_MS,
    async run(turn) {
      const now = turn.services.clock.now(), day = plusDays(limaDay(now), -1);
      const isNight = compared !== day && limaHour(now) >= HOUR;
      if (!isNight && isRead || !await turn.holdJob()) return 0;
      const shops = await forEachLog(turn, async (log) => {
        if ((await walletAccounts(log.store.db)).length === 0) return;
        const place = placeOf(turn, log), { shop } = log;
        const again = await readAgain(place, { push: PUSH_READER, mail: MAIL_READER });
        if (again > 0) {
          turn.report({ shop, level: "info", message: `${again} notices were read again as money` });
        }
        if (!isNight) return;
        await forgetOldEvidence(place);
        if (shop === null) return;
        const asked = { id: fixedId(`reconciliation/${shop}/${day}`) };
        const noted = await noteReconciliation(place.context, asked, { day });
        if (!noted.ok) turn.report({ shop, level: "fault", message: `reconciliation: ${noted.error.type}` });
      });
      isRead = true;
      if (isNight) compared = day;
      return shops;
    },
  };
}
