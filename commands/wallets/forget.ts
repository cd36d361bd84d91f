import { forgetNotices } from "../../events/store/control/wallet_notices.ts";
import { type Instant, limaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import type { WalletPlace } from "./place.ts";
import { dayKey } from "./take_notice.ts";

/** How long the names and words of those who paid are kept: long enough for a complaint, and no longer (payments-peru §6). */
export const KEPT_DAYS = 90;

/** Before this instant nothing of third parties is kept. */
export const keptSince = (now: Instant): Instant => startOfDay(plusDays(limaDay(now), -KEPT_DAYS));

/**
 * Destroys the keys of what was told more than ninety days ago: amounts and times stay, names and words open nowhere, in no
 * copy either. Cut off, it goes on where it was: it says how far it came only afterwards. Answers how many were erased.
 */
export async function forgetOldEvidence(
  { control, owner, context }: Omit<WalletPlace, "keep">,
): Promise<number> {
  const { store, clock } = context, before = keptSince(clock.now()), log = owner ?? "platform";
  const known = await control.first<{ erased_to: Instant }>(
    "SELECT erased_to FROM wallet_retention WHERE shop_id = ?",
    [log],
  );
  if (known && known.erased_to >= before) return 0;
  const told = await store.db.all<{ evidence_id: string }>(
    "SELECT evidence_id FROM payment_evidence WHERE received_at >= ? AND received_at < ?",
    [known?.erased_to ?? "", before],
  );
  for (const { evidence_id } of told) await store.people.erase(evidence_id);
  const refunds = await store.db.all<{ refund_id: string }>(
    "SELECT refund_id FROM payment_refund WHERE occurred_at >= ? AND occurred_at < ?",
    [known?.erased_to ?? "", before],
  );
  for (const { refund_id } of refunds) await store.people.erase(refund_id);
  const notices = await control.all<{ taken_at: Instant }>(
    "SELECT taken_at FROM wallet_notice WHERE shop_id IS ? AND taken_at < ? AND sealed IS NOT NULL",
    [owner, before],
  );
  const days = new Set(notices.map(({ taken_at }) => limaDay(taken_at)));
  for (const day of days) await store.people.erase(dayKey(day));
  await control.batch([
    ...forgetNotices(before, owner),
    {
      sql: `INSERT INTO wallet_retention (shop_id, erased_to) VALUES (?1, ?2)
            ON CONFLICT (shop_id) DO UPDATE SET erased_to = ?2`,
      args: [log, before],
    },
  ]);
  return told.length + refunds.length + days.size;
}
