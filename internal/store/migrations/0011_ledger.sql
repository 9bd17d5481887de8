-- The double entry underneath the money: every row takes an amount from one
-- account to another, so that all accounts together are zero at every moment. One
-- row for each change of state that moves an instruction's money, and never two:
-- cause_no is the act of that change, act_no the act that wrote the row (another
-- where the change is older than the ledger). Which movements there are stands in
-- payout/ledger too, and a test holds that both say the same.

CREATE TABLE ledger_entry (
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
  PRIMARY KEY (beneficiary_id, instruction_id, cause_no),
  CHECK (credit || '>' || debit IN ('treasury>transit', 'transit>paid', 'transit>returned', 'paid>returned', 'paid>transit',
    'returned>transit', 'returned>paid', 'returned>treasury', 'returned>give_back', 'give_back>returned', 'give_back>treasury',
    'give_back>transit', 'give_back>paid', 'treasury>paid', 'transit>treasury', 'paid>treasury'))
){STRICT}{NOROWID};
CREATE INDEX ledger_entry_act ON ledger_entry (act_no);
