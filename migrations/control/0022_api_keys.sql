-- Other programs of a shop. Only the hash of a key is kept; that it was made and ended stands in the shop's own ledger.
CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shop(id),
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,               -- JSON list
  key_hash TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at TEXT
) STRICT;
CREATE INDEX api_key_shop ON api_key (shop_id);
