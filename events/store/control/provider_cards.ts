import type { FailureReason, ProviderName } from "../../../kernel/payment_provider.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/** A card that pays what a shop is billed, by itself. */
export interface KeptCard {
  readonly provider: ProviderName;
  /** The provider's name for it. */
  readonly cardId: string;
  readonly shopId: string;
  readonly last4: string;
  readonly keptAt: Instant;
  readonly triedAt: Instant | null;
  /** Of the last try; null where it went well, or there was none. */
  readonly failure: FailureReason | null;
}

/** The last one left is the one that pays: those from before are stopped. One that was stopped stays so. */
export const keepCard = (
  db: ControlDb,
  { provider, cardId, shopId, last4 }: Pick<KeptCard, "provider" | "cardId" | "shopId" | "last4">,
  keptAt: Instant,
): Promise<void> =>
  db.batch([
    {
      sql: `INSERT INTO provider_card (provider, card_id, shop_id, last4, kept_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING`,
      args: [provider, cardId, shopId, last4, keptAt],
    },
    {
      sql: `UPDATE provider_card SET stopped_at = ?3
            WHERE shop_id = ?1 AND card_id <> ?2 AND stopped_at IS NULL AND kept_at < ?3`,
      args: [shopId, cardId, keptAt],
    },
  ]);

export const keptCard = (db: ControlDb, shopId: string): Promise<KeptCard | null> =>
  db.first<KeptCard & Record<string, string | null>>(
    `SELECT provider, card_id AS cardId, shop_id AS shopId, last4, kept_at AS keptAt, tried_at AS triedAt, failure
     FROM provider_card WHERE shop_id = ? AND stopped_at IS NULL ORDER BY kept_at DESC LIMIT 1`,
    [shopId],
  );

export const cardTried = (
  db: ControlDb,
  { provider, cardId }: Pick<KeptCard, "provider" | "cardId">,
  triedAt: Instant,
  failure: FailureReason | null,
): Promise<void> =>
  db.batch([{
    sql: "UPDATE provider_card SET tried_at = ?3, failure = ?4 WHERE provider = ?1 AND card_id = ?2",
    args: [provider, cardId, triedAt, failure],
  }]);

/** Every card of the shop. */
export const stopCards = (db: ControlDb, shopId: string, stoppedAt: Instant): Promise<void> =>
  db.batch([{
    sql: "UPDATE provider_card SET stopped_at = ?2 WHERE shop_id = ?1 AND stopped_at IS NULL",
    args: [shopId, stoppedAt],
  }]);
