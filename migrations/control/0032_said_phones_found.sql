-- Whoever signed up with a phone comes back by showing that it is theirs: the phone must be found without being read.
ALTER TABLE phone_said ADD COLUMN lookup TEXT;
CREATE INDEX phone_said_lookup ON phone_said (lookup);
