-- A card that its owner left with a provider, so that what we bill is paid by itself: the provider's name for it and its last
-- four digits, and nothing else. Once stopped it is never charged again, however often its first payment is seen.
CREATE TABLE provider_card (
  provider TEXT NOT NULL,
  card_id TEXT NOT NULL,
  shop_id TEXT NOT NULL,
  last4 TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  stopped_at TEXT,
  tried_at TEXT,                      -- the last time that it was charged, or was to be
  failure TEXT,                       -- why that did not work; null where it did
  PRIMARY KEY (provider, card_id)
) STRICT;
CREATE INDEX provider_card_shop ON provider_card (shop_id) WHERE stopped_at IS NULL;
