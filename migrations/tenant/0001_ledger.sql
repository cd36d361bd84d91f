-- One shop's log and what the append path needs beside it. Reasons: design §4.
-- Tables of read models are not here: they are made, rebuilt and swapped by version (events/projections).

-- Whose log this is. Fixed when it begins: the origin stands in every leaf, whatever the platform is called later.
CREATE TABLE log (
  k INTEGER PRIMARY KEY CHECK (k = 1),
  origin TEXT NOT NULL
) STRICT;

CREATE TABLE event (
  pos INTEGER PRIMARY KEY,            -- 1, 2, 3 … without a gap; leaf index in the Merkle tree is pos - 1
  stream TEXT NOT NULL,
  ver INTEGER NOT NULL CHECK (ver >= 1),
  id TEXT NOT NULL UNIQUE,            -- UUIDv7 made where the fact was made
  type TEXT NOT NULL,
  sv INTEGER NOT NULL,
  body BLOB NOT NULL,                 -- exact RFC 8785 bytes of the envelope: what the leaf hashes
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  UNIQUE (stream, ver)
) STRICT;

CREATE TABLE head (
  k INTEGER PRIMARY KEY CHECK (k = 1),
  size INTEGER NOT NULL,
  frontier BLOB NOT NULL,             -- compact range of the tree: one hash per one-bit of size
  recorded_at INTEGER NOT NULL        -- Unix milliseconds of the newest event: recorded time never goes back
) STRICT;
INSERT INTO head (k, size, frontier, recorded_at) VALUES (1, 0, x'', 0);

CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL                  -- C2SP signed note, verbatim
) STRICT;

CREATE TABLE command (
  cmd_id TEXT PRIMARY KEY,
  req_hash BLOB NOT NULL CHECK (length(req_hash) = 32),
  outcome TEXT NOT NULL,
  first_pos INTEGER NOT NULL,
  last_pos INTEGER NOT NULL           -- first_pos - 1 where the command made no event
) STRICT, WITHOUT ROWID;

-- A guard whose condition fails sets this to NULL, which aborts the whole batch; one that holds writes nothing.
CREATE TABLE must (ok INTEGER NOT NULL) STRICT;
INSERT INTO must (ok) VALUES (1);

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'event: append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'event: append-only'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'checkpoint: append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'checkpoint: append-only'); END;
CREATE TRIGGER command_no_update BEFORE UPDATE ON command
  BEGIN SELECT RAISE(ABORT, 'command: append-only'); END;
CREATE TRIGGER command_no_delete BEFORE DELETE ON command
  BEGIN SELECT RAISE(ABORT, 'command: append-only'); END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON log
  BEGIN SELECT RAISE(ABORT, 'log: an origin is for ever'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
  BEGIN SELECT RAISE(ABORT, 'log: an origin is for ever'); END;
CREATE TRIGGER head_no_delete BEFORE DELETE ON head
  BEGIN SELECT RAISE(ABORT, 'head: there is one'); END;
