-- How common each part of a name and each day of birth is in a snapshot: what an
-- agreement weighs. Counted while the snapshot is loaded.
CREATE TABLE registry_frequency (
  snapshot_no {INT}  NOT NULL,
  part        {TEXT} NOT NULL,
  data        {TEXT} NOT NULL,
  PRIMARY KEY (snapshot_no, part)
){STRICT};
