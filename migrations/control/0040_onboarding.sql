-- How far each shop has come in its first days, gathered from the shops' own ledgers by a worker: the operator's funnel.
-- A read model: it may be emptied at any time and is filled again.
CREATE TABLE onboarding_progress (
  shop_id TEXT NOT NULL REFERENCES shop(id),
  step TEXT NOT NULL,
  done_at TEXT NOT NULL,
  PRIMARY KEY (shop_id, step)
) STRICT;
