-- The schema of both engines, one text. The store replaces the words in
-- braces for the engine it opens, then runs it inside the migration:
--   {INT}    a 64-bit whole number        {TEXT}   text ordered by its bytes
--   {BLOB}   bytes                        {STRICT} typed tables, where the engine must be asked
-- Times are UTC text of one form, 2024-07-31T17:00:00.000Z, so that text order
-- is time order. Dates are YYYY-MM-DD (or YYYY-MM, YYYY where less is known).
-- Money is whole minor units. No column of money is anything but {INT}.


CREATE TABLE store_info (
  id         {TEXT} NOT NULL PRIMARY KEY,
  practice   {INT}  NOT NULL CHECK (practice IN (0, 1)),
  created_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE counter (
  name {TEXT} NOT NULL PRIMARY KEY,
  n    {INT}  NOT NULL
){STRICT};

CREATE TABLE app_user (
  name          {TEXT} NOT NULL PRIMARY KEY,
  role          {TEXT} NOT NULL CHECK (role IN ('admin', 'clerk', 'reviewer', 'maker', 'approver', 'bankdesk', 'auditor', 'system')),
  commune       {TEXT} NOT NULL DEFAULT '',
  password_hash {TEXT} NOT NULL DEFAULT '',
  token_hash    {TEXT} NOT NULL DEFAULT '',
  state         {TEXT} NOT NULL CHECK (state IN ('proposed', 'active', 'disabled')),
  proposed_by   {TEXT} NOT NULL,
  created_at    {TEXT} NOT NULL,
  CHECK (state <> 'active' OR role = 'system' OR proposed_by <> name)
){STRICT};

-- The journal: one row an act, each naming the hash of the one before.
CREATE TABLE event (
  chain        {TEXT} NOT NULL,
  seq          {INT}  NOT NULL,
  act_no       {INT}  NOT NULL UNIQUE,
  recorded_utc {TEXT} NOT NULL,
  business_at  {TEXT} NOT NULL,
  actor        {TEXT} NOT NULL,
  proof        {TEXT} NOT NULL,
  act          {TEXT} NOT NULL,
  subject      {TEXT} NOT NULL,
  facts        {TEXT} NOT NULL,
  prev_hash    {TEXT} NOT NULL,
  hash         {TEXT} NOT NULL UNIQUE,
  PRIMARY KEY (chain, seq)
){STRICT};

-- A load is a bulk act: its rows are read by nobody until it is ready.
CREATE TABLE load (
  act_no     {INT}  NOT NULL PRIMARY KEY,
  kind       {TEXT} NOT NULL,
  subject    {TEXT} NOT NULL,
  state      {TEXT} NOT NULL CHECK (state IN ('loading', 'ready')),
  started_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE blob (
  sha256 {TEXT} NOT NULL PRIMARY KEY,
  size   {INT}  NOT NULL CHECK (size >= 0)
){STRICT};

CREATE TABLE blob_chunk (
  sha256 {TEXT} NOT NULL,
  n      {INT}  NOT NULL,
  data   {BLOB} NOT NULL,
  PRIMARY KEY (sha256, n)
){STRICT};

CREATE TABLE upload (
  act_no    {INT}  NOT NULL PRIMARY KEY,
  sha256    {TEXT} NOT NULL,
  file_name {TEXT} NOT NULL,
  kind      {TEXT} NOT NULL CHECK (kind IN ('list', 'registry', 'result', 'place', 'account')),
  outcome   {TEXT} NOT NULL CHECK (outcome IN ('taken', 'unchanged', 'refused')),
  reason    {TEXT} NOT NULL DEFAULT '',
  actor     {TEXT} NOT NULL,
  at        {TEXT} NOT NULL
){STRICT};
CREATE INDEX upload_sha256 ON upload (sha256, kind);

CREATE TABLE commune (
  code          {TEXT} NOT NULL,
  name          {TEXT} NOT NULL,
  province_code {TEXT} NOT NULL,
  province_name {TEXT} NOT NULL,
  district_name {TEXT} NOT NULL,
  valid_from    {TEXT} NOT NULL,
  valid_to      {TEXT} NOT NULL,
  successors    {TEXT} NOT NULL,
  act_no        {INT}  NOT NULL,
  PRIMARY KEY (code, valid_from)
){STRICT};

-- The population registry, a snapshot a load.
CREATE TABLE registry_snapshot (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  as_of       {TEXT} NOT NULL,
  sha256      {TEXT} NOT NULL,
  source_name {TEXT} NOT NULL,
  persons     {INT}  NOT NULL,
  refused     {INT}  NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE registry_person (
  snapshot_no   {INT}  NOT NULL,
  personal_id   {TEXT} NOT NULL,
  full_name     {TEXT} NOT NULL,
  date_of_birth {TEXT} NOT NULL,
  sex           {TEXT} NOT NULL,
  commune_code  {TEXT} NOT NULL,
  status        {TEXT} NOT NULL CHECK (status IN ('alive', 'dead', 'missing', 'left', 'cancelled')),
  died_on       {TEXT} NOT NULL,
  old_ids       {TEXT} NOT NULL,
  household     {TEXT} NOT NULL,
  name_date_key {INT}  NOT NULL,
  twin_key      {INT}  NOT NULL,
  PRIMARY KEY (snapshot_no, personal_id)
){STRICT}{NOROWID};
CREATE INDEX registry_person_name_date ON registry_person (snapshot_no, name_date_key);
CREATE INDEX registry_person_twin ON registry_person (snapshot_no, twin_key);

CREATE TABLE registry_old_number (
  snapshot_no {INT}  NOT NULL,
  old_id      {TEXT} NOT NULL,
  personal_id {TEXT} NOT NULL,
  PRIMARY KEY (snapshot_no, old_id, personal_id)
){STRICT};

CREATE TABLE registry_refused (
  snapshot_no {INT}  NOT NULL,
  line        {INT}  NOT NULL,
  column_name {TEXT} NOT NULL,
  code        {TEXT} NOT NULL,
  value       {TEXT} NOT NULL,
  PRIMARY KEY (snapshot_no, line)
){STRICT};

-- Lists. The version in force is the newest ready one of its list.
CREATE TABLE list (
  id        {TEXT} NOT NULL PRIMARY KEY,
  programme {TEXT} NOT NULL,
  period    {TEXT} NOT NULL,
  commune   {TEXT} NOT NULL,
  series    {TEXT} NOT NULL,
  act_no    {INT}  NOT NULL,
  UNIQUE (programme, period, commune, series)
){STRICT};

CREATE TABLE list_version (
  act_no       {INT}  NOT NULL PRIMARY KEY,
  list_id      {TEXT} NOT NULL,
  version      {INT}  NOT NULL,
  sha256       {TEXT} NOT NULL,
  file_name    {TEXT} NOT NULL,
  lines        {INT}  NOT NULL,
  taken        {INT}  NOT NULL,
  refused      {INT}  NOT NULL,
  uploaded_by  {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  UNIQUE (list_id, version),
  CHECK (lines = taken + refused)
){STRICT};

CREATE TABLE list_row (
  version_no       {INT}  NOT NULL,
  row_key          {TEXT} NOT NULL,
  person_key       {TEXT} NOT NULL,
  status           {TEXT} NOT NULL CHECK (status IN ('taken', 'refused')),
  sheet            {TEXT} NOT NULL,
  line             {INT}  NOT NULL,
  full_name        {TEXT} NOT NULL,
  birth_text       {TEXT} NOT NULL,
  birth_date       {TEXT} NOT NULL,
  birth_other      {TEXT} NOT NULL,
  sex              {TEXT} NOT NULL,
  personal_id      {TEXT} NOT NULL,
  old_number       {TEXT} NOT NULL,
  number_text      {TEXT} NOT NULL,
  address          {TEXT} NOT NULL,
  commune          {TEXT} NOT NULL,
  category         {TEXT} NOT NULL,
  category_text    {TEXT} NOT NULL,
  coefficient      {TEXT} NOT NULL,
  rate_amount      {INT},
  arrears_amount   {INT},
  recovery_amount  {INT},
  total_amount     {INT},
  account          {TEXT} NOT NULL,
  account_text     {TEXT} NOT NULL,
  bank_bin         {TEXT} NOT NULL,
  bank_text        {TEXT} NOT NULL,
  holder           {TEXT} NOT NULL,
  relation         {TEXT} NOT NULL,
  note             {TEXT} NOT NULL,
  PRIMARY KEY (version_no, row_key)
){STRICT}{NOROWID};

CREATE TABLE list_issue (
  version_no {INT}  NOT NULL,
  n          {INT}  NOT NULL,
  row_key    {TEXT} NOT NULL,
  sheet      {TEXT} NOT NULL,
  line       {INT}  NOT NULL,
  cell       {TEXT} NOT NULL,
  field      {TEXT} NOT NULL,
  code       {TEXT} NOT NULL,
  severity   {TEXT} NOT NULL CHECK (severity IN ('refuses', 'warns')),
  value      {TEXT} NOT NULL,
  proposed   {TEXT} NOT NULL,
  PRIMARY KEY (version_no, n)
){STRICT};

-- Who a row is. A run looks only at rows whose answer may have changed.
CREATE TABLE match_run (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  period      {TEXT} NOT NULL,
  snapshot_no {INT}  NOT NULL,
  policy      {TEXT} NOT NULL,
  rows_seen   {INT}  NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE row_match (
  run_no         {INT}  NOT NULL,
  version_no     {INT}  NOT NULL,
  row_key        {TEXT} NOT NULL,
  outcome        {TEXT} NOT NULL,
  tier           {TEXT} NOT NULL,
  action         {TEXT} NOT NULL CHECK (action IN ('automatic', 'review', 'stop', 'decided')),
  due            {INT}  NOT NULL CHECK (due IN (0, 1)),
  hold           {TEXT} NOT NULL,
  beneficiary_id {TEXT} NOT NULL,
  personal_id    {TEXT} NOT NULL,
  payee_name     {TEXT} NOT NULL,
  date_of_birth  {TEXT} NOT NULL,
  beside         {TEXT} NOT NULL,
  evidence       {TEXT} NOT NULL,
  decision_no    {INT}  NOT NULL,
  PRIMARY KEY (version_no, row_key, run_no),
  CHECK (action NOT IN ('automatic', 'decided') OR beneficiary_id <> '' OR hold <> '')
){STRICT}{NOROWID};
CREATE INDEX row_match_run ON row_match (run_no);
CREATE INDEX row_match_beneficiary ON row_match (beneficiary_id);

CREATE TABLE review_decision (
  act_no      {INT}  NOT NULL,
  person_key  {TEXT} NOT NULL,
  programme   {TEXT} NOT NULL,
  version_no  {INT}  NOT NULL,
  row_key     {TEXT} NOT NULL,
  personal_id {TEXT} NOT NULL,
  reason      {TEXT} NOT NULL,
  actor       {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  PRIMARY KEY (act_no, person_key)
){STRICT};
CREATE INDEX review_decision_person ON review_decision (person_key);

-- Beneficiaries: our own identifier; every number points to exactly one.
CREATE TABLE beneficiary (
  id          {TEXT} NOT NULL PRIMARY KEY,
  act_no      {INT}  NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE beneficiary_number (
  personal_id    {TEXT} NOT NULL PRIMARY KEY,
  beneficiary_id {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL
){STRICT};
CREATE INDEX beneficiary_number_owner ON beneficiary_number (beneficiary_id);
CREATE INDEX beneficiary_number_act ON beneficiary_number (act_no);
CREATE INDEX beneficiary_act ON beneficiary (act_no);

CREATE TABLE account (
  beneficiary_id {TEXT} NOT NULL,
  id             {TEXT} NOT NULL,
  bin            {TEXT} NOT NULL,
  number         {TEXT} NOT NULL,
  holder         {TEXT} NOT NULL,
  relation       {TEXT} NOT NULL,
  source         {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  recorded_at    {TEXT} NOT NULL,
  state          {TEXT} NOT NULL CHECK (state IN ('active', 'proposed', 'failed', 'replaced')),
  PRIMARY KEY (beneficiary_id, id)
){STRICT};
CREATE UNIQUE INDEX account_one_active ON account (beneficiary_id) WHERE state = 'active';
CREATE INDEX account_number ON account (bin, number);
CREATE INDEX account_act ON account (act_no);

-- Who pays, and by which route.
CREATE TABLE payer (
  id          {TEXT} NOT NULL PRIMARY KEY,
  unit        {TEXT} NOT NULL,
  bin         {TEXT} NOT NULL,
  number      {TEXT} NOT NULL,
  holder      {TEXT} NOT NULL,
  profile     {TEXT} NOT NULL,
  max_rows    {INT}  NOT NULL CHECK (max_rows >= 0),
  proposed_by {TEXT} NOT NULL,
  act_no      {INT}  NOT NULL
){STRICT};

CREATE TABLE payer_route (
  payer_id  {TEXT} NOT NULL,
  programme {TEXT} NOT NULL,
  commune   {TEXT} NOT NULL,
  payee_bin {TEXT} NOT NULL,
  act_no    {INT}  NOT NULL,
  PRIMARY KEY (payer_id, programme, commune, payee_bin)
){STRICT};
CREATE INDEX payer_route_act ON payer_route (act_no);

CREATE TABLE payer_consent (
  payer_id    {TEXT} NOT NULL PRIMARY KEY,
  proposed_by {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  act_no      {INT}  NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};

-- What is due, and what is paid of it.
CREATE TABLE entitlement (
  beneficiary_id {TEXT} NOT NULL,
  id             {TEXT} NOT NULL,
  payment_id     {TEXT} NOT NULL,
  programme      {TEXT} NOT NULL,
  rule           {TEXT} NOT NULL,
  about          {TEXT} NOT NULL,
  month_for      {TEXT} NOT NULL,
  cause          {TEXT} NOT NULL,
  units          {INT}  NOT NULL CHECK (units > 0),
  coefficient    {TEXT} NOT NULL,
  amount         {INT}  NOT NULL,
  currency       {TEXT} NOT NULL,
  basis          {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  voided         {INT}  NOT NULL CHECK (voided IN (0, 1)),
  PRIMARY KEY (beneficiary_id, id, payment_id)
){STRICT};
CREATE UNIQUE INDEX entitlement_once ON entitlement (beneficiary_id, programme, rule, about, month_for, cause) WHERE voided = 0;
CREATE INDEX entitlement_act ON entitlement (act_no);

CREATE TABLE payment (
  beneficiary_id {TEXT} NOT NULL,
  id             {TEXT} NOT NULL,
  programme      {TEXT} NOT NULL,
  period         {TEXT} NOT NULL,
  number         {INT}  NOT NULL CHECK (number > 0),
  commune        {TEXT} NOT NULL,
  category       {TEXT} NOT NULL,
  payee_name     {TEXT} NOT NULL,
  amount         {INT}  NOT NULL CHECK (amount >= 0),
  currency       {TEXT} NOT NULL,
  computed       {INT}  NOT NULL CHECK (computed IN (0, 1)),
  version_no     {INT}  NOT NULL,
  row_key        {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  recorded_at    {TEXT} NOT NULL,
  state          {TEXT} NOT NULL CHECK (state IN ('held', 'waiting', 'sent', 'unknown', 'rejected', 'returned', 'handed_back', 'paid', 'void')),
  held_reason    {TEXT} NOT NULL,
  account_id     {TEXT} NOT NULL,
  payer_id       {TEXT} NOT NULL,
  batch_id       {TEXT} NOT NULL,
  PRIMARY KEY (beneficiary_id, id),
  CHECK ((state = 'held') = (held_reason <> '')),
  CHECK (state IN ('held', 'void') OR (batch_id <> '' AND account_id <> '' AND payer_id <> '' AND amount > 0))
){STRICT};
CREATE UNIQUE INDEX payment_number ON payment (beneficiary_id, programme, period, number);
CREATE INDEX payment_period ON payment (period, programme);
CREATE INDEX payment_batch ON payment (batch_id);
CREATE INDEX payment_act ON payment (act_no);

CREATE TABLE batch (
  id           {TEXT} NOT NULL PRIMARY KEY,
  programme    {TEXT} NOT NULL,
  period       {TEXT} NOT NULL,
  payer_id     {TEXT} NOT NULL,
  pay_on       {TEXT} NOT NULL,
  act_no       {INT}  NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  state        {TEXT} NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'released')),
  submitted_by {TEXT} NOT NULL
){STRICT};
CREATE INDEX batch_period ON batch (period, programme);
CREATE INDEX batch_act ON batch (act_no);

CREATE TABLE batch_maker (
  batch_id {TEXT} NOT NULL,
  name     {TEXT} NOT NULL,
  why      {TEXT} NOT NULL,
  act_no   {INT}  NOT NULL,
  PRIMARY KEY (batch_id, name, why)
){STRICT};
CREATE INDEX batch_maker_act ON batch_maker (act_no);

CREATE TABLE approval (
  batch_id     {TEXT} NOT NULL,
  round        {INT}  NOT NULL,
  approver     {TEXT} NOT NULL,
  submitted_by {TEXT} NOT NULL,
  digest       {TEXT} NOT NULL,
  payments     {INT}  NOT NULL,
  amount       {INT}  NOT NULL,
  act_no       {INT}  NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  PRIMARY KEY (batch_id, round, approver),
  CHECK (approver <> submitted_by)
){STRICT};
CREATE INDEX approval_act ON approval (act_no);

-- What exactly was approved: one digest a payment.
CREATE TABLE approved_payment (
  act_no         {INT}  NOT NULL,
  beneficiary_id {TEXT} NOT NULL,
  payment_id     {TEXT} NOT NULL,
  digest         {TEXT} NOT NULL,
  PRIMARY KEY (act_no, beneficiary_id, payment_id)
){STRICT}{NOROWID};

CREATE TABLE bank_file (
  id           {TEXT} NOT NULL PRIMARY KEY,
  batch_id     {TEXT} NOT NULL,
  payer_id     {TEXT} NOT NULL,
  part         {INT}  NOT NULL,
  parts        {INT}  NOT NULL,
  format       {TEXT} NOT NULL,
  name         {TEXT} NOT NULL,
  sha256       {TEXT} NOT NULL,
  size         {INT}  NOT NULL,
  instructions {INT}  NOT NULL,
  amount       {INT}  NOT NULL,
  hash_total   {INT}  NOT NULL,
  message_id   {TEXT} NOT NULL UNIQUE,
  payment_info_id {TEXT} NOT NULL,
  act_no       {INT}  NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  state        {TEXT} NOT NULL CHECK (state IN ('intended', 'released')),
  UNIQUE (batch_id, part, parts)
){STRICT};
CREATE INDEX bank_file_act ON bank_file (act_no);

-- One attempt to pay. At most one alive for a payment, held by the database.
CREATE TABLE instruction (
  beneficiary_id {TEXT} NOT NULL,
  id             {TEXT} NOT NULL,
  payment_id     {TEXT} NOT NULL,
  attempt        {INT}  NOT NULL CHECK (attempt > 0),
  batch_id       {TEXT} NOT NULL,
  file_id        {TEXT} NOT NULL,
  line           {INT}  NOT NULL,
  uetr           {TEXT} NOT NULL,
  amount         {INT}  NOT NULL CHECK (amount > 0),
  currency       {TEXT} NOT NULL,
  bin            {TEXT} NOT NULL,
  account_number {TEXT} NOT NULL,
  holder         {TEXT} NOT NULL,
  remittance     {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  state          {TEXT} NOT NULL CHECK (state IN ('intended', 'sent', 'unknown', 'rejected', 'returned', 'paid', 'dropped')),
  PRIMARY KEY (beneficiary_id, id),
  UNIQUE (beneficiary_id, payment_id, attempt)
){STRICT};
CREATE UNIQUE INDEX instruction_one_alive ON instruction (beneficiary_id, payment_id) WHERE state IN ('intended', 'sent', 'unknown', 'paid');
CREATE INDEX instruction_id ON instruction (id);
CREATE INDEX instruction_file ON instruction (file_id, line);
CREATE INDEX instruction_batch ON instruction (batch_id);
CREATE INDEX instruction_act ON instruction (act_no);

-- What a bank said, line by line.
CREATE TABLE result_file (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  sha256      {TEXT} NOT NULL UNIQUE,
  file_name   {TEXT} NOT NULL,
  format      {TEXT} NOT NULL,
  message_id  {TEXT} NOT NULL,
  lines       {INT}  NOT NULL,
  matched     {INT}  NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE result (
  file_no        {INT}  NOT NULL,
  line           {INT}  NOT NULL,
  beneficiary_id {TEXT} NOT NULL,
  instruction_id {TEXT} NOT NULL,
  paired_by      {TEXT} NOT NULL,
  reference      {TEXT} NOT NULL,
  bank_ref       {TEXT} NOT NULL,
  status         {TEXT} NOT NULL,
  reasons        {TEXT} NOT NULL,
  accounting     {TEXT} NOT NULL,
  verdict        {TEXT} NOT NULL,
  amount         {INT},
  account        {TEXT} NOT NULL,
  booked_on      {TEXT} NOT NULL,
  note           {TEXT} NOT NULL,
  PRIMARY KEY (file_no, line)
){STRICT}{NOROWID};
CREATE INDEX result_instruction ON result (instruction_id);

CREATE TABLE exception (
  id          {TEXT} NOT NULL PRIMARY KEY,
  kind        {TEXT} NOT NULL,
  period      {TEXT} NOT NULL,
  subject     {TEXT} NOT NULL,
  reference   {TEXT} NOT NULL,
  amount      {INT},
  detail      {TEXT} NOT NULL,
  act_no      {INT}  NOT NULL,
  opened_at   {TEXT} NOT NULL,
  owner       {TEXT} NOT NULL,
  closed_at   {TEXT} NOT NULL,
  closed_by   {TEXT} NOT NULL,
  close_reason {TEXT} NOT NULL,
  CHECK ((closed_at = '') = (closed_by = ''))
){STRICT};
CREATE INDEX exception_period ON exception (period, kind);
CREATE INDEX exception_act ON exception (act_no);

-- Every change of a state, and the rule each must follow.
CREATE TABLE state_rule (
  kind       {TEXT} NOT NULL CHECK (kind IN ('payment', 'instruction', 'batch', 'account', 'bank_file')),
  from_state {TEXT} NOT NULL,
  to_state   {TEXT} NOT NULL,
  PRIMARY KEY (kind, from_state, to_state)
){STRICT};

CREATE TABLE state_change (
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
  PRIMARY KEY (beneficiary_id, subject, act_no, step)
){STRICT}{NOROWID};
CREATE INDEX state_change_act ON state_change (act_no);

CREATE TABLE night_run (
  business_date {TEXT} NOT NULL,
  period        {TEXT} NOT NULL,
  step          {TEXT} NOT NULL,
  run           {INT}  NOT NULL,
  status        {TEXT} NOT NULL CHECK (status IN ('done', 'nothing_to_do', 'blocked')),
  detail        {TEXT} NOT NULL,
  recorded_at   {TEXT} NOT NULL,
  act_no        {INT}  NOT NULL,
  PRIMARY KEY (business_date, period, step, run)
){STRICT};

INSERT INTO state_rule (kind, from_state, to_state) VALUES
  ('payment', 'held', 'waiting'),
  ('payment', 'held', 'void'),
  ('payment', 'waiting', 'held'),
  ('payment', 'waiting', 'sent'),
  ('payment', 'waiting', 'void'),
  ('payment', 'waiting', 'rejected'),
  ('payment', 'waiting', 'returned'),
  ('payment', 'waiting', 'unknown'),
  ('payment', 'waiting', 'paid'),
  ('payment', 'sent', 'unknown'),
  ('payment', 'sent', 'rejected'),
  ('payment', 'sent', 'returned'),
  ('payment', 'sent', 'paid'),
  ('payment', 'unknown', 'rejected'),
  ('payment', 'unknown', 'returned'),
  ('payment', 'unknown', 'paid'),
  ('payment', 'paid', 'returned'),
  ('payment', 'paid', 'unknown'),
  ('payment', 'rejected', 'waiting'),
  ('payment', 'rejected', 'returned'),
  ('payment', 'rejected', 'unknown'),
  ('payment', 'rejected', 'handed_back'),
  ('payment', 'rejected', 'void'),
  ('payment', 'returned', 'waiting'),
  ('payment', 'returned', 'paid'),
  ('payment', 'returned', 'unknown'),
  ('payment', 'returned', 'handed_back'),
  ('payment', 'handed_back', 'unknown'),
  ('instruction', 'intended', 'sent'),
  ('instruction', 'intended', 'dropped'),
  ('instruction', 'sent', 'unknown'),
  ('instruction', 'sent', 'rejected'),
  ('instruction', 'sent', 'returned'),
  ('instruction', 'sent', 'paid'),
  ('instruction', 'unknown', 'rejected'),
  ('instruction', 'unknown', 'returned'),
  ('instruction', 'unknown', 'paid'),
  ('instruction', 'paid', 'returned'),
  ('instruction', 'paid', 'unknown'),
  ('instruction', 'rejected', 'returned'),
  ('instruction', 'rejected', 'unknown'),
  ('instruction', 'returned', 'paid'),
  ('instruction', 'returned', 'unknown'),
  ('batch', 'draft', 'submitted'),
  ('batch', 'submitted', 'draft'),
  ('batch', 'submitted', 'approved'),
  ('batch', 'approved', 'released'),
  ('account', 'active', 'failed'),
  ('account', 'active', 'replaced'),
  ('account', 'proposed', 'active'),
  ('account', 'proposed', 'replaced'),
  ('account', 'failed', 'active'),
  ('account', 'failed', 'replaced'),
  ('bank_file', 'intended', 'released');
