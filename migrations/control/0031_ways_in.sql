-- The name a shop knows somebody by: what its owner wrote, sealed under that person's key. Who works in two shops has two.
ALTER TABLE staff ADD COLUMN sealed_name TEXT;
ALTER TABLE staff ADD COLUMN seen_at TEXT;

-- A code sent to a phone. `key` and `code_hash` are HMACs: neither phone nor code stands here. A phone that is nobody's
-- gets a row too (person_id null), so that asking costs and answers the same.
CREATE TABLE one_time_code (
  key TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL,
  person_id TEXT REFERENCES person(id),
  tries INTEGER NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE passkey (
  credential_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person(id),
  public_key BLOB NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE INDEX passkey_person ON passkey (person_id);

-- What a browser must sign to use or make a passkey: once, and soon. Nobody's where it is for signing in.
CREATE TABLE challenge (
  challenge TEXT PRIMARY KEY,
  person_id TEXT REFERENCES person(id),
  expires_at TEXT NOT NULL
) STRICT;

-- People of the platform itself. `sealed_totp` opens with the person's key; a step is used once (RFC 6238 §5.2).
CREATE TABLE operator (
  person_id TEXT PRIMARY KEY REFERENCES person(id),
  sealed_totp TEXT NOT NULL,
  last_step INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE recovery_code (
  code_hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX recovery_code_person ON recovery_code (person_id);
