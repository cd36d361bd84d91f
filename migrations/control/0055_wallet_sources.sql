-- What tells us of money in a wallet: a phone of the shop, a forwarder app on one, a mailbox the bank's papers are sent to.
-- That one was paired and ended stands in the ledger; here is what it takes to believe it. NULL as shop is the platform.
CREATE TABLE wallet_source (
  source_id TEXT PRIMARY KEY,
  shop_id TEXT REFERENCES shop(id),
  kind TEXT NOT NULL CHECK (kind IN ('signed', 'simple', 'mail')),
  name TEXT NOT NULL,
  -- A phone that signs: its secret, sealed with a key outside the databases. Otherwise the SHA-256 of its token.
  secret TEXT NOT NULL,
  accounts TEXT NOT NULL,             -- JSON: the account of each wallet it tells of
  recipient TEXT,                     -- a mailbox: index of the address the bank writes to
  made_at TEXT NOT NULL,
  revoked_at TEXT,
  seen_at TEXT,
  app_version TEXT,
  fault TEXT,
  fault_at TEXT,
  -- Numbers up to this one are swept: none of them is taken any more.
  seq_floor INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX wallet_source_shop ON wallet_source (shop_id);
CREATE UNIQUE INDEX wallet_source_token ON wallet_source (secret);

-- Each thing a source sent, by its number or its own id, so that nothing is taken twice. What it said stands sealed.
CREATE TABLE wallet_notice (
  notice_id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES wallet_source(source_id),
  shop_id TEXT REFERENCES shop(id),
  seq INTEGER,
  body_hash TEXT NOT NULL,
  -- The notification itself (its key and its time): a phone may tell of one twice.
  evidence_id TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  late INTEGER NOT NULL,
  trust INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  parser_version INTEGER NOT NULL,
  sealed TEXT,                        -- NULL where nothing of it is kept
  looked_at TEXT,                     -- when a person said that it is no money
  UNIQUE (source_id, seq)
) STRICT;
CREATE INDEX wallet_notice_evidence ON wallet_notice (evidence_id);
CREATE INDEX wallet_notice_shop ON wallet_notice (shop_id, outcome, taken_at);
CREATE INDEX wallet_notice_age ON wallet_notice (taken_at);
