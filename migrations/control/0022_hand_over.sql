-- What would have been sent to a phone or mailbox, in development and tests alone (integrations/messages).
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  to_address TEXT NOT NULL,
  purpose TEXT NOT NULL,
  subject TEXT,
  text TEXT NOT NULL,
  sent_at TEXT NOT NULL
) STRICT;

-- A person signed in at the platform, on the way to a shop's own origin. Spent by its first use, right or wrong.
CREATE TABLE hand_over (
  token_hash TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shop(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  browser_seal TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

-- A session now says how it began and on what, ends when it rests too long, and may be of the platform itself (no
-- shop). Those of before this end here: everybody signs in once more.
DROP TABLE session;
CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  shop_id TEXT REFERENCES shop(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  way TEXT NOT NULL,
  device TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  rests_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person_id);
