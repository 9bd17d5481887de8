-- What follows when money did not arrive.

-- Why a payment got another attempt, and what it was before: taken out again, it
-- is that once more.
CREATE TABLE reissue (
  beneficiary_id   {TEXT} NOT NULL,
  payment_id       {TEXT} NOT NULL,
  attempt          {INT}  NOT NULL CHECK (attempt > 1),
  batch_id         {TEXT} NOT NULL,
  account_id       {TEXT} NOT NULL,
  previous_id      {TEXT} NOT NULL,
  previous_batch   {TEXT} NOT NULL,
  previous_account {TEXT} NOT NULL,
  previous_payer   {TEXT} NOT NULL,
  reasons          {TEXT} NOT NULL,
  class            {TEXT} NOT NULL,
  remedy           {TEXT} NOT NULL CHECK (remedy IN ('account', 'name', 'bank_code', 'retry', 'regenerate')),
  recorded_at      {TEXT} NOT NULL,
  act_no           {INT}  NOT NULL,
  PRIMARY KEY (beneficiary_id, payment_id, act_no)
){STRICT};
CREATE INDEX reissue_batch ON reissue (batch_id);
CREATE INDEX reissue_previous ON reissue (previous_id);
CREATE INDEX reissue_act ON reissue (act_no);

-- What people say of an account: somebody proposes it, or vouches for it again,
-- and somebody else confirms.
CREATE TABLE account_word (
  act_no         {INT}  NOT NULL PRIMARY KEY,
  beneficiary_id {TEXT} NOT NULL,
  account_id     {TEXT} NOT NULL,
  word           {TEXT} NOT NULL CHECK (word IN ('proposed', 'confirmed')),
  first_person   {TEXT} NOT NULL,
  second_person  {TEXT} NOT NULL,
  reason         {TEXT} NOT NULL,
  recorded_at    {TEXT} NOT NULL,
  CHECK (first_person <> second_person),
  CHECK ((word = 'proposed') = (second_person = ''))
){STRICT};
CREATE INDEX account_word_account ON account_word (beneficiary_id, account_id);

-- What a bank was asked about instructions nobody knows the end of. It moves no
-- state, and nothing is sent again because of it.
CREATE TABLE inquiry (
  id           {TEXT} NOT NULL PRIMARY KEY,
  payer_id     {TEXT} NOT NULL,
  asked_on     {TEXT} NOT NULL,
  number       {INT}  NOT NULL CHECK (number > 0),
  instructions {INT}  NOT NULL CHECK (instructions > 0),
  amount       {INT}  NOT NULL,
  name         {TEXT} NOT NULL,
  sha256       {TEXT} NOT NULL,
  csv_sha256   {TEXT} NOT NULL,
  asked_by     {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  act_no       {INT}  NOT NULL,
  UNIQUE (payer_id, asked_on, number)
){STRICT};
CREATE INDEX inquiry_act ON inquiry (act_no);

CREATE TABLE inquiry_line (
  inquiry_id     {TEXT} NOT NULL,
  n              {INT}  NOT NULL,
  beneficiary_id {TEXT} NOT NULL,
  instruction_id {TEXT} NOT NULL,
  asked          {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  PRIMARY KEY (inquiry_id, n)
){STRICT};
CREATE INDEX inquiry_line_instruction ON inquiry_line (instruction_id);
CREATE INDEX inquiry_line_act ON inquiry_line (act_no);

-- A wrong result is never edited: somebody says what is right and on what
-- evidence, somebody else confirms, and the result that follows stands beside the
-- wrong one.
CREATE TABLE result_correction (
  act_no          {INT}  NOT NULL PRIMARY KEY,
  beneficiary_id  {TEXT} NOT NULL,
  instruction_id  {TEXT} NOT NULL,
  from_state      {TEXT} NOT NULL,
  to_state        {TEXT} NOT NULL CHECK (to_state IN ('paid', 'rejected', 'returned', 'unknown')),
  reason          {TEXT} NOT NULL,
  reason_code     {TEXT} NOT NULL,
  evidence_name   {TEXT} NOT NULL,
  evidence_sha256 {TEXT} NOT NULL,
  proposed_by     {TEXT} NOT NULL,
  recorded_at     {TEXT} NOT NULL,
  CHECK (from_state <> to_state)
){STRICT};
CREATE INDEX result_correction_instruction ON result_correction (beneficiary_id, instruction_id);

CREATE TABLE result_correction_consent (
  correction_no {INT}  NOT NULL PRIMARY KEY,
  proposed_by   {TEXT} NOT NULL,
  confirmed_by  {TEXT} NOT NULL,
  recorded_at   {TEXT} NOT NULL,
  act_no        {INT}  NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX result_correction_consent_act ON result_correction_consent (act_no);

INSERT INTO state_rule (kind, from_state, to_state) VALUES
  ('payment', 'paid', 'rejected'),
  ('payment', 'rejected', 'paid'),
  ('payment', 'returned', 'rejected'),
  ('instruction', 'paid', 'rejected'),
  ('instruction', 'rejected', 'paid'),
  ('instruction', 'returned', 'rejected');

-- The third month in a row that was offered and not received: the machine
-- proposes, two people decide, and two people lift.
CREATE TABLE suspension (
  id             {TEXT} NOT NULL PRIMARY KEY,
  beneficiary_id {TEXT} NOT NULL,
  programme      {TEXT} NOT NULL,
  last_month     {TEXT} NOT NULL,
  months         {TEXT} NOT NULL,
  attempts       {TEXT} NOT NULL,
  recorded_at    {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  UNIQUE (beneficiary_id, programme, last_month)
){STRICT};
CREATE INDEX suspension_act ON suspension (act_no);

CREATE TABLE suspension_word (
  act_no        {INT}  NOT NULL PRIMARY KEY,
  suspension_id {TEXT} NOT NULL,
  word          {TEXT} NOT NULL CHECK (word IN ('suspend', 'keep', 'lift')),
  first_person  {TEXT} NOT NULL CHECK (first_person <> 'night'),
  second_person {TEXT} NOT NULL CHECK (second_person <> 'night'),
  reason        {TEXT} NOT NULL,
  recorded_at   {TEXT} NOT NULL,
  CHECK (first_person <> second_person)
){STRICT};
CREATE INDEX suspension_word_of ON suspension_word (suspension_id);
