-- Who exists and who may enter. Names and e-mails live here and never in a shop's ledger (design §4, personal data).
CREATE TABLE shop (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  niche TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT UNIQUE,
  password_hash TEXT,
  created_at TEXT NOT NULL
) STRICT;

-- A person's place in one shop. The PIN belongs to the place: the same person may have another one next door.
CREATE TABLE staff (
  shop_id TEXT NOT NULL REFERENCES shop(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'auditor')),
  pin_hash TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  PRIMARY KEY (shop_id, person_id)
) STRICT;

-- Only the hash of a session's token is kept: a stolen copy of this database opens nothing.
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shop(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person_id);

-- Tries per key (an address, an e-mail, a person's PIN) in one window; survives restarts.
CREATE TABLE attempt (
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  first_at TEXT NOT NULL
) STRICT;

-- Who does a job that must have one doer (signing, projecting, billing).
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
