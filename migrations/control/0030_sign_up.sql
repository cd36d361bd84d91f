-- Two addresses that a person takes for one another are one: without hyphens, digits as the letters they look like
-- (commands/shops/shop_address.ts holds the same rule). The database makes it of the address, so no program forgets it.
ALTER TABLE shop ADD COLUMN likeness TEXT GENERATED ALWAYS AS (
  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    slug, '-', ''), '0', 'o'), '1', 'l'), 'i', 'l'), '2', 'z'), '3', 'e'), '4', 'a'), '5', 's'), '8', 'b'), 'rn', 'm'), 'vv', 'w')
) VIRTUAL;
CREATE UNIQUE INDEX shop_likeness ON shop (likeness);

-- Shops that are being made. The row is the claim to an address, and names the ledger to be thrown away where the making
-- was cut off. Null `slug`: the claim ran out and somebody else may have the address.
CREATE TABLE shop_making (
  tenant_id TEXT PRIMARY KEY,
  slug TEXT,
  likeness TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
      slug, '-', ''), '0', 'o'), '1', 'l'), 'i', 'l'), '2', 'z'), '3', 'e'), '4', 'a'), '5', 's'), '8', 'b'), 'rn', 'm'), 'vv', 'w')
  ) VIRTUAL,
  until TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX shop_making_likeness ON shop_making (likeness);

-- The phone a person signed up with, sealed under their key: said, and not yet shown to be theirs.
CREATE TABLE phone_said (
  person_id TEXT PRIMARY KEY REFERENCES person(id),
  sealed TEXT NOT NULL,
  said_at TEXT NOT NULL
) STRICT;
