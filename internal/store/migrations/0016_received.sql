-- What the Treasury received of what was handed back, and when.

-- The day of the slip money was handed back by. Slips from before have none.
CREATE TABLE handback_slip (
  handback_no {INT}  NOT NULL PRIMARY KEY,
  slip_on     {TEXT} NOT NULL CHECK (slip_on <> ''),
  act_no      {INT}  NOT NULL
){STRICT};
CREATE INDEX handback_slip_act ON handback_slip (act_no);

-- The Treasury's own slip: one proposes, another confirms. One that was wrong is
-- replaced by another, for the same hand-backs.
CREATE TABLE treasury_receipt (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  number      {TEXT} NOT NULL CHECK (number <> ''),
  received_on {TEXT} NOT NULL CHECK (received_on <> ''),
  payments    {INT}  NOT NULL CHECK (payments > 0),
  amount      {INT}  NOT NULL CHECK (amount > 0),
  replaces_no {INT}  NOT NULL CHECK (replaces_no >= 0),
  reason      {TEXT} NOT NULL,
  proposed_by {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  CHECK (replaces_no = 0 OR reason <> '')
){STRICT};

CREATE TABLE treasury_receipt_line (
  receipt_no  {INT}  NOT NULL,
  handback_no {INT}  NOT NULL,
  payments    {INT}  NOT NULL CHECK (payments > 0),
  amount      {INT}  NOT NULL CHECK (amount > 0),
  PRIMARY KEY (receipt_no, handback_no)
){STRICT};
CREATE INDEX treasury_receipt_line_handback ON treasury_receipt_line (handback_no);

-- A hand-back is received once, and a receipt of it replaced once.
CREATE TABLE treasury_receipt_consent (
  receipt_no   {INT}  NOT NULL,
  handback_no  {INT}  NOT NULL,
  replaces_no  {INT}  NOT NULL CHECK (replaces_no >= 0),
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  act_no       {INT}  NOT NULL,
  PRIMARY KEY (receipt_no, handback_no),
  UNIQUE (handback_no, replaces_no),
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX treasury_receipt_consent_act ON treasury_receipt_consent (act_no);

-- A profile is agreed to once.
DROP INDEX payer_profile_consent_no;
CREATE UNIQUE INDEX payer_profile_consent_once ON payer_profile_consent (profile_no);
