-- What a provider told us by webhook, before anything is done about it: a hint, and the row that keeps the work from being
-- lost. Nothing of the body is kept but what it is about, for bodies hold names and e-mails, and we fetch the object anyway.
CREATE TABLE provider_event (
  provider TEXT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  object_id TEXT,                     -- null: nothing of ours
  received_at TEXT NOT NULL,
  next_at TEXT,                       -- null: done
  attempts INTEGER NOT NULL DEFAULT 0,
  outcome TEXT,
  PRIMARY KEY (provider, event_id)
) STRICT;
CREATE INDEX provider_event_due ON provider_event (next_at) WHERE next_at IS NOT NULL;

-- What we asked a provider for, written before it was asked: its id is the idempotency key, and the row says which shop an
-- intent that comes back from outside belongs to.
CREATE TABLE provider_operation (
  operation_id TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  intent_id TEXT NOT NULL,
  shop_id TEXT NOT NULL,
  way TEXT NOT NULL,
  amount_centimos INTEGER NOT NULL,
  asked_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'known', 'refused')),
  provider_id TEXT,
  next_at TEXT                        -- while unknown: when to look for it again
) STRICT;
CREATE INDEX provider_operation_intent ON provider_operation (intent_id);
CREATE INDEX provider_operation_shop ON provider_operation (shop_id, asked_at);
CREATE INDEX provider_operation_due ON provider_operation (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE provider_customer (
  provider TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  shop_id TEXT NOT NULL,
  PRIMARY KEY (provider, shop_id),
  UNIQUE (provider, customer_id)
) STRICT;

-- As the provider has it: for the operator to look at. Access comes from money alone.
CREATE TABLE provider_subscription (
  provider TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  status TEXT NOT NULL,
  ends_at_period_end INTEGER NOT NULL,
  period_ends_at TEXT,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (provider, subscription_id)
) STRICT;

-- How far each provider has been asked for what no webhook told.
CREATE TABLE provider_reconcile (
  provider TEXT PRIMARY KEY,
  through TEXT NOT NULL,
  deep_on TEXT NOT NULL,              -- day in Lima of the last long look back
  applied INTEGER NOT NULL
) STRICT;
