-- A file between its upload and the moment somebody says yes to what it would do. Here and not on a disk, because any
-- process may answer the second request; never in a shop's ledger, because nothing has happened yet.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shop(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  file_name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX upload_person ON upload (shop_id, person_id);
