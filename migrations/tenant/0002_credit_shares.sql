-- How much of every customer's limit each till may hold (kernel/credit, WHOLE_SHARE). No part of the ledger: it says what
-- a tablet was last told, and a tablet that was told nothing lends nothing.
CREATE TABLE credit_share (
  device_id TEXT PRIMARY KEY,
  -- Told last.
  served INTEGER NOT NULL CHECK (served BETWEEN 0 AND 1000000),
  -- The most it may still believe: until it says that it follows what it was told last.
  held INTEGER NOT NULL CHECK (held BETWEEN 0 AND 1000000),
  -- Of what it was told last.
  version INTEGER NOT NULL
) STRICT;
