-- How far names and words of third parties have been erased in each log; the platform's is `platform`.
CREATE TABLE wallet_retention (
  shop_id TEXT PRIMARY KEY,
  erased_to TEXT NOT NULL
) STRICT;
