-- How full each bucket of requests was when it was last written down: a restart gives a flood no fresh start.
CREATE TABLE rate (
  key TEXT PRIMARY KEY,
  used INTEGER NOT NULL,              -- at that moment; `per_second` of it are given back since
  per_second INTEGER NOT NULL,
  at INTEGER NOT NULL                 -- Unix milliseconds
) STRICT;
