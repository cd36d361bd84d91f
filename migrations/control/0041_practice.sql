-- A shop to practise in stands beside the real one with a ledger, an address and a browser storage of its own: what is
-- done there can reach nothing else. One for each shop at a time.
ALTER TABLE shop ADD COLUMN practice_of TEXT REFERENCES shop(id);
CREATE UNIQUE INDEX shop_practice ON shop (practice_of);
