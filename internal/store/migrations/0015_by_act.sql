-- What an act wrote lies together. Both tables grow by an act's rows at a time,
-- and each row is about another beneficiary: kept by beneficiary, every act writes
-- to all of the table; kept by act, it writes to its end. The way to a
-- beneficiary's rows is an index, which is half as large. No column changes, nor
-- what is unique.

CREATE TABLE state_change_by_act (
  beneficiary_id {TEXT} NOT NULL,
  subject        {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  step           {INT}  NOT NULL,
  kind           {TEXT} NOT NULL CHECK (kind IN ('payment', 'instruction', 'batch', 'account', 'bank_file')),
  from_state     {TEXT} NOT NULL,
  to_state       {TEXT} NOT NULL,
  reason         {TEXT} NOT NULL,
  fact           {TEXT} NOT NULL,
  recorded_at    {TEXT} NOT NULL,
  PRIMARY KEY (act_no, beneficiary_id, subject, step)
){STRICT}{NOROWID};
INSERT INTO state_change_by_act (beneficiary_id, subject, act_no, step, kind, from_state, to_state, reason, fact, recorded_at)
SELECT beneficiary_id, subject, act_no, step, kind, from_state, to_state, reason, fact, recorded_at
FROM state_change ORDER BY act_no, beneficiary_id, subject, step;
DROP TABLE state_change;
ALTER TABLE state_change_by_act RENAME TO state_change;
CREATE INDEX state_change_subject ON state_change (beneficiary_id, subject, act_no, step);

CREATE TABLE ledger_entry_by_act (
  beneficiary_id {TEXT} NOT NULL,
  instruction_id {TEXT} NOT NULL,
  cause_no       {INT}  NOT NULL,
  debit          {TEXT} NOT NULL,
  credit         {TEXT} NOT NULL,
  amount         {INT}  NOT NULL CHECK (amount > 0),
  payer_id       {TEXT} NOT NULL,
  batch_id       {TEXT} NOT NULL,
  cause          {TEXT} NOT NULL,
  business_on    {TEXT} NOT NULL,
  recorded_at    {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  PRIMARY KEY (act_no, beneficiary_id, instruction_id, cause_no),
  CHECK (credit || '>' || debit IN ('treasury>transit', 'transit>paid', 'transit>returned', 'paid>returned', 'paid>transit',
    'returned>transit', 'returned>paid', 'returned>treasury', 'returned>give_back', 'give_back>returned', 'give_back>treasury',
    'give_back>transit', 'give_back>paid', 'treasury>paid', 'transit>treasury', 'paid>treasury'))
){STRICT}{NOROWID};
INSERT INTO ledger_entry_by_act (beneficiary_id, instruction_id, cause_no, debit, credit, amount, payer_id, batch_id, cause, business_on, recorded_at, act_no)
SELECT beneficiary_id, instruction_id, cause_no, debit, credit, amount, payer_id, batch_id, cause, business_on, recorded_at, act_no
FROM ledger_entry ORDER BY act_no, beneficiary_id, instruction_id, cause_no;
DROP TABLE ledger_entry;
ALTER TABLE ledger_entry_by_act RENAME TO ledger_entry;
CREATE UNIQUE INDEX ledger_entry_once ON ledger_entry (beneficiary_id, instruction_id, cause_no);
