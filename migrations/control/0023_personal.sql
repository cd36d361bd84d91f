-- Names, e-mails and phones of the platform's people, each sealed under its person's own key (events/store/subject_keys):
-- erasing the key erases the person from here and from every copy of here. `lookup` is an HMAC of the text, so that a
-- phone or an e-mail is found without being readable. `person.name` and `person.email` are of before: openControl seals
-- what stands in them and leaves them empty.
CREATE TABLE personal (
  person_id TEXT NOT NULL REFERENCES person(id),
  field TEXT NOT NULL CHECK (field IN ('name', 'email', 'phone')),
  sealed TEXT NOT NULL,
  lookup TEXT,
  PRIMARY KEY (person_id, field)
) STRICT;
CREATE UNIQUE INDEX personal_lookup ON personal (field, lookup) WHERE lookup IS NOT NULL;
