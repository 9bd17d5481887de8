-- Banks' profiles that the office keeps, which one each paying account has, what
-- lines lost on their way into a bank's letters, and what stands beside a file.

CREATE TABLE bank_profile (
  act_no          {INT}  NOT NULL PRIMARY KEY,
  name            {TEXT} NOT NULL,
  version         {INT}  NOT NULL CHECK (version >= 1),
  sha256          {TEXT} NOT NULL,
  template_sha256 {TEXT} NOT NULL,
  bin             {TEXT} NOT NULL,
  evidence        {TEXT} NOT NULL,
  added_by        {TEXT} NOT NULL,
  recorded_at     {TEXT} NOT NULL,
  UNIQUE (name, version)
){STRICT};

-- A paying account without a row here was made before profiles were kept.
-- One that was proposed later counts from its consent on.
CREATE TABLE payer_profile (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  payer_id    {TEXT} NOT NULL,
  profile     {TEXT} NOT NULL,
  version     {TEXT} NOT NULL,
  sha256      {TEXT} NOT NULL,
  evidence    {TEXT} NOT NULL,
  proposed_by {TEXT} NOT NULL
){STRICT};
CREATE INDEX payer_profile_payer ON payer_profile (payer_id);

CREATE TABLE payer_profile_consent (
  act_no       {INT}  NOT NULL PRIMARY KEY,
  profile_no   {INT}  NOT NULL,
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX payer_profile_consent_no ON payer_profile_consent (profile_no);

CREATE TABLE instruction_loss (
  beneficiary_id {TEXT} NOT NULL,
  instruction_id {TEXT} NOT NULL,
  losses         {TEXT} NOT NULL,
  act_no         {INT}  NOT NULL,
  PRIMARY KEY (beneficiary_id, instruction_id)
){STRICT};
CREATE INDEX instruction_loss_act ON instruction_loss (act_no);

-- What the file says apart from its references, what lies beside it, and which
-- file it repeats, by whose word and why.
CREATE TABLE file_seal (
  file_id          {TEXT} NOT NULL PRIMARY KEY,
  content_sha256   {TEXT} NOT NULL,
  treasury_sha256  {TEXT} NOT NULL,
  signature_sha256 {TEXT} NOT NULL,
  signed_by        {TEXT} NOT NULL,
  repeats          {TEXT} NOT NULL,
  repeats_by       {TEXT} NOT NULL,
  repeats_reason   {TEXT} NOT NULL,
  act_no           {INT}  NOT NULL
){STRICT};
CREATE INDEX file_seal_content ON file_seal (content_sha256);
CREATE INDEX file_seal_act ON file_seal (act_no);
