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

CREATE TABLE unpaired_line (
  file_no    {INT}  NOT NULL,
  line       {INT}  NOT NULL,
  payer_id   {TEXT} NOT NULL,
  statement  {INT}  NOT NULL,
  kind       {TEXT} NOT NULL,
  debit      {INT}  NOT NULL CHECK (debit IN (0, 1)),
  returned   {INT}  NOT NULL CHECK (returned IN (0, 1)),
  amount     {INT},
  booked_on  {TEXT} NOT NULL,
  bank_ref   {TEXT} NOT NULL,
  message_id {TEXT} NOT NULL,
  block_id   {TEXT} NOT NULL,
  account    {TEXT} NOT NULL,
  remittance {TEXT} NOT NULL,
  exception_id {TEXT} NOT NULL,
  verdict    {TEXT} NOT NULL,
  PRIMARY KEY (file_no, line)
){STRICT};
CREATE INDEX unpaired_line_payer ON unpaired_line (payer_id);

CREATE TABLE file_debit (
  act_no       {INT}  NOT NULL,
  line         {INT}  NOT NULL,
  file_id      {TEXT} NOT NULL,
  block_id     {TEXT} NOT NULL,
  bank_ref     {TEXT} NOT NULL,
  instructions {INT}  NOT NULL CHECK (instructions > 0),
  amount       {INT}  NOT NULL CHECK (amount > 0),
  PRIMARY KEY (act_no, line)
){STRICT};
CREATE INDEX file_debit_file ON file_debit (file_id);

CREATE TABLE pair_proposal (
  file_no        {INT}  NOT NULL,
  line           {INT}  NOT NULL,
  beneficiary_id {TEXT} NOT NULL,
  instruction_id {TEXT} NOT NULL,
  evidence       {TEXT} NOT NULL,
  PRIMARY KEY (file_no, line)
){STRICT};

CREATE TABLE pair_request (
  act_no         {INT}  NOT NULL PRIMARY KEY,
  file_no        {INT}  NOT NULL,
  line           {INT}  NOT NULL,
  beneficiary_id {TEXT} NOT NULL,
  instruction_id {TEXT} NOT NULL,
  reason         {TEXT} NOT NULL CHECK (reason <> ''),
  proposed_by    {TEXT} NOT NULL,
  recorded_at    {TEXT} NOT NULL
){STRICT};
CREATE INDEX pair_request_line ON pair_request (file_no, line);

-- A line is paired once.
CREATE TABLE pair_consent (
  act_no       {INT}  NOT NULL PRIMARY KEY,
  request_no   {INT}  NOT NULL,
  file_no      {INT}  NOT NULL,
  line         {INT}  NOT NULL,
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  UNIQUE (file_no, line),
  CHECK (proposed_by <> confirmed_by)
){STRICT};
