-- Look-ups that begin at a reviewer's decision. Few rows have one.
CREATE INDEX row_match_decided ON row_match (decision_no) WHERE decision_no > 0;
