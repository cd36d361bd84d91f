-- A PIN is kept as a root, PBKDF2 of it under a salt of the person's own, from which each device gets a verifier salted
-- for it alone (kernel/pin.ts): the same secret opens the till online and offline. `pin_hash` is what this was before;
-- nobody's root can be made of it, so it stays until its owner enters the PIN once more.
-- SQLite changes no CHECK in place, and the professional is a new role: the table is made again.
CREATE TABLE staff_next (
  shop_id TEXT NOT NULL REFERENCES shop(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'professional', 'auditor')),
  pin_hash TEXT,
  pin_salt TEXT,
  pin_root TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  PRIMARY KEY (shop_id, person_id),
  CHECK ((pin_salt IS NULL) = (pin_root IS NULL)),
  CHECK (pin_hash IS NULL OR pin_root IS NULL)
) STRICT;
INSERT INTO staff_next (shop_id, person_id, role, pin_hash, active)
  SELECT shop_id, person_id, role, pin_hash, active FROM staff;
DROP TABLE staff;
ALTER TABLE staff_next RENAME TO staff;
CREATE INDEX staff_person ON staff (person_id);
