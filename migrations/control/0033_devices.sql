-- Devices of shops, as far as it takes to let them in. Which there are, their names and their keys stand in each shop's
-- ledger; here is what must not: the hash of a credential and the salt of the PINs it may check.
CREATE TABLE device (
  shop_id TEXT NOT NULL REFERENCES shop(id),
  device_id TEXT NOT NULL,
  credential_hash TEXT NOT NULL,
  salt TEXT NOT NULL,
  created_at TEXT NOT NULL,
  revoked_at TEXT,
  seen_at TEXT NOT NULL,
  -- Commands that wait on it, as it last said; NULL where it did not say.
  unsent INTEGER,
  -- Until when it was told that it may sell.
  lease_end TEXT,
  PRIMARY KEY (shop_id, device_id)
) STRICT;

-- An invitation for one device. Only the hash of its code is kept, and the device that used it may ask again.
CREATE TABLE pairing_code (
  code_hash TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shop(id),
  person_id TEXT NOT NULL,
  register_id TEXT,
  expires_at TEXT NOT NULL,
  device_id TEXT
) STRICT;

-- The newest leave to sell of each shop, signed by the platform. Its number only rises.
CREATE TABLE membership_lease (
  shop_id TEXT PRIMARY KEY REFERENCES shop(id),
  seq INTEGER NOT NULL,
  issued_at TEXT NOT NULL,
  not_after TEXT NOT NULL,
  policy TEXT NOT NULL CHECK (policy IN ('open', 'blocked')),
  reason TEXT NOT NULL,
  sig TEXT NOT NULL
) STRICT;
