-- Where a version of a list comes from, when it is not a whole list that somebody
-- handed in: the versions below it, each one step further down.
CREATE TABLE list_origin (
  act_no   {INT}  NOT NULL,
  base_no  {INT}  NOT NULL,
  kind     {TEXT} NOT NULL CHECK (kind IN ('fix', 'accept')),
  steps    {INT}  NOT NULL CHECK (steps > 0),
  PRIMARY KEY (act_no, base_no)
){STRICT};
