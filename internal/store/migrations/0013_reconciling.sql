-- What became of exceptions, what statements say of an account, how lines that
-- named nothing of ours were paired.

CREATE TABLE exception_step (
  act_no       {INT}  NOT NULL,
  exception_id {TEXT} NOT NULL,
  step         {TEXT} NOT NULL CHECK (step IN ('assigned', 'close_proposed', 'closed', 'resolved', 'reopened')),
  owner        {TEXT} NOT NULL,
  due          {TEXT} NOT NULL,
  reason       {TEXT} NOT NULL,
  fact         {TEXT} NOT NULL,
  proposed_by  {TEXT} NOT NULL,
  actor        {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  PRIMARY KEY (exception_id, act_no),
  CHECK (proposed_by <> actor),
  CHECK ((step = 'assigned') = (owner <> '')),
  CHECK (step NOT IN ('close_proposed', 'closed') OR reason <> ''),
  CHECK (step NOT IN ('resolved', 'reopened') OR fact <> '')
){STRICT};
CREATE INDEX exception_step_act ON exception_step (act_no);
