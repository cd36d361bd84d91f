-- Shops that left. An address rests before somebody else may have it (its printed receipts and saved links still lead
-- there), and the id of a ledger is never given again.
CREATE TABLE shop_gone (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL,
  gone_at TEXT NOT NULL,
  free_at TEXT NOT NULL
) STRICT;
CREATE INDEX shop_gone_slug ON shop_gone (slug);
CREATE TRIGGER shop_address_rests BEFORE INSERT ON shop
  WHEN EXISTS (SELECT 1 FROM shop_gone WHERE slug = NEW.slug AND free_at > NEW.created_at)
  BEGIN SELECT RAISE(ABORT, 'shop: its address rests'); END;
CREATE TRIGGER shop_id_never_again BEFORE INSERT ON shop
  WHEN EXISTS (SELECT 1 FROM shop_gone WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'shop: this ledger left'); END;
