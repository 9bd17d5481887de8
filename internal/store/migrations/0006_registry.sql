-- A snapshot is a link of a chain: its rows are the persons that are new or
-- changed against the snapshot loaded before it, and the numbers of those gone.
-- A snapshot without a row here was made whole, and is its own root.
CREATE TABLE registry_link (
  snapshot_no    {INT}  NOT NULL PRIMARY KEY,
  kind           {TEXT} NOT NULL CHECK (kind IN ('full', 'delta', 'events')),
  base_no        {INT}  NOT NULL,
  root_no        {INT}  NOT NULL,
  added          {INT}  NOT NULL CHECK (added >= 0),
  changed        {INT}  NOT NULL CHECK (changed >= 0),
  gone           {INT}  NOT NULL CHECK (gone >= 0),
  unchanged      {INT}  NOT NULL CHECK (unchanged >= 0),
  layout         {TEXT} NOT NULL,
  layout_version {INT}  NOT NULL,
  layout_sha256  {TEXT} NOT NULL
){STRICT};

CREATE TABLE registry_gone (
  snapshot_no {INT}  NOT NULL,
  personal_id {TEXT} NOT NULL,
  PRIMARY KEY (snapshot_no, personal_id)
){STRICT}{NOROWID};
CREATE INDEX registry_gone_number ON registry_gone (personal_id, snapshot_no);

-- What a person took upon themselves: a snapshot that a guard stopped, or a
-- month matched against one that is old.
CREATE TABLE registry_consent (
  act_no      {INT}  NOT NULL,
  code        {TEXT} NOT NULL,
  snapshot_no {INT}  NOT NULL,
  period      {TEXT} NOT NULL,
  measured    {TEXT} NOT NULL,
  reason      {TEXT} NOT NULL,
  actor       {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  PRIMARY KEY (act_no, code)
){STRICT};
CREATE INDEX registry_consent_snapshot ON registry_consent (snapshot_no, period);

-- Made anew with the key first, when the migrations are done and by every first
-- load: see the store's registry indexes.
DROP INDEX registry_person_name_date;
DROP INDEX registry_person_twin;
