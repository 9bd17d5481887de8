-- Where a file was meant to leave from, and what its manifest says: both are
-- settled with the intent, and never again.
CREATE TABLE file_intent (
  file_id         {TEXT} NOT NULL PRIMARY KEY,
  outbox          {TEXT} NOT NULL,
  manifest_sha256 {TEXT} NOT NULL,
  act_no          {INT}  NOT NULL
){STRICT};
CREATE INDEX file_intent_act ON file_intent (act_no);

-- Look-ups that begin at a reviewer's decision. Few rows have one.
CREATE INDEX row_match_decided ON row_match (decision_no) WHERE decision_no > 0;
