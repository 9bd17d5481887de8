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
CREATE INDEX exception_reference ON exception (reference);

CREATE TABLE statement (
  act_no       {INT}  NOT NULL,
  n            {INT}  NOT NULL CHECK (n >= 1),
  payer_id     {TEXT} NOT NULL,
  format       {TEXT} NOT NULL,
  statement_id {TEXT} NOT NULL,
  seq          {INT}  NOT NULL CHECK (seq >= 0),
  from_day     {TEXT} NOT NULL,
  to_day       {TEXT} NOT NULL,
  page         {INT}  NOT NULL CHECK (page >= 1),
  last_page    {INT}  NOT NULL CHECK (last_page IN (0, 1)),
  opening      {INT},
  closing      {INT},
  entries      {INT}  NOT NULL CHECK (entries >= 0),
  credits      {INT}  NOT NULL CHECK (credits >= 0),
  debits       {INT}  NOT NULL CHECK (debits >= 0),
  recorded_at  {TEXT} NOT NULL,
  PRIMARY KEY (act_no, n)
){STRICT};
CREATE INDEX statement_payer ON statement (payer_id);
