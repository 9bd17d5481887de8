-- That the Treasury never had what a receipt says: one proposes, another confirms,
-- and the money is on its way again. A receipt is taken back once.

CREATE TABLE receipt_withdrawal (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  receipt_no  {INT}  NOT NULL,
  reason      {TEXT} NOT NULL CHECK (reason <> ''),
  proposed_by {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};
CREATE INDEX receipt_withdrawal_receipt ON receipt_withdrawal (receipt_no);

CREATE TABLE receipt_withdrawal_consent (
  withdrawal_no {INT}  NOT NULL,
  receipt_no    {INT}  NOT NULL PRIMARY KEY,
  proposed_by   {TEXT} NOT NULL,
  confirmed_by  {TEXT} NOT NULL,
  recorded_at   {TEXT} NOT NULL,
  act_no        {INT}  NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX receipt_withdrawal_consent_act ON receipt_withdrawal_consent (act_no);

-- The two movements that lead out of the Treasury again: what was handed back, and
-- what an answer took out of its hand-back meanwhile. A check is changed by making
-- its table anew; its rows and their order stay.
CREATE TABLE ledger_entry_anew (
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
    'give_back>transit', 'give_back>paid', 'treasury>paid', 'transit>treasury', 'paid>treasury', 'treasury>give_back', 'treasury>returned'))
){STRICT}{NOROWID};
INSERT INTO ledger_entry_anew (beneficiary_id, instruction_id, cause_no, debit, credit, amount, payer_id, batch_id, cause, business_on, recorded_at, act_no)
SELECT beneficiary_id, instruction_id, cause_no, debit, credit, amount, payer_id, batch_id, cause, business_on, recorded_at, act_no
FROM ledger_entry ORDER BY act_no, beneficiary_id, instruction_id, cause_no;
DROP TABLE ledger_entry;
ALTER TABLE ledger_entry_anew RENAME TO ledger_entry;
CREATE UNIQUE INDEX ledger_entry_once ON ledger_entry (beneficiary_id, instruction_id, cause_no);
