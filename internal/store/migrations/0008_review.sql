-- The match policy, a version a fact: its whole text, who set it and why. It
-- moves money, so that it counts once somebody else has confirmed it.
CREATE TABLE policy_version (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  version     {INT}  NOT NULL UNIQUE CHECK (version > 0),
  sha256      {TEXT} NOT NULL,
  body        {TEXT} NOT NULL,
  reason      {TEXT} NOT NULL CHECK (reason <> ''),
  proposed_by {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE policy_consent (
  version      {INT}  NOT NULL PRIMARY KEY,
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  act_no       {INT}  NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX policy_consent_act ON policy_consent (act_no);

-- What a decision rests on, beside the decision: the registry's records it was
-- taken on, what was at stake, and whether a second person has to say the same.
CREATE TABLE review_basis (
  act_no          {INT}  NOT NULL,
  person_key      {TEXT} NOT NULL,
  programme       {TEXT} NOT NULL,
  registry_sha256 {TEXT} NOT NULL,
  at_stake        {INT}  NOT NULL CHECK (at_stake >= 0),
  needs_second    {INT}  NOT NULL CHECK (needs_second IN (0, 1)),
  group_id        {TEXT} NOT NULL,
  recheck         {INT}  NOT NULL CHECK (recheck IN (0, 1)),
  PRIMARY KEY (act_no, person_key)
){STRICT};
CREATE INDEX review_basis_person ON review_basis (person_key);

CREATE TABLE review_second (
  act_no        {INT}  NOT NULL,
  decision_no   {INT}  NOT NULL,
  person_key    {TEXT} NOT NULL,
  programme     {TEXT} NOT NULL,
  first_person  {TEXT} NOT NULL,
  second_person {TEXT} NOT NULL,
  reason        {TEXT} NOT NULL,
  recorded_at   {TEXT} NOT NULL,
  PRIMARY KEY (decision_no, person_key),
  CHECK (first_person <> second_person)
){STRICT};
CREATE INDEX review_second_act ON review_second (act_no);
CREATE INDEX review_second_person ON review_second (person_key);

CREATE TABLE review_withdrawal (
  act_no      {INT}  NOT NULL,
  decision_no {INT}  NOT NULL,
  person_key  {TEXT} NOT NULL,
  programme   {TEXT} NOT NULL,
  reason      {TEXT} NOT NULL CHECK (reason <> ''),
  actor       {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  PRIMARY KEY (decision_no, person_key)
){STRICT};
CREATE INDEX review_withdrawal_act ON review_withdrawal (act_no);
CREATE INDEX review_withdrawal_person ON review_withdrawal (person_key);

-- A decision looked at again by somebody who did not see it.
CREATE TABLE review_recheck (
  act_no        {INT}  NOT NULL,
  decision_no   {INT}  NOT NULL,
  person_key    {TEXT} NOT NULL,
  programme     {TEXT} NOT NULL,
  first_person  {TEXT} NOT NULL,
  second_person {TEXT} NOT NULL,
  personal_id   {TEXT} NOT NULL,
  agrees        {INT}  NOT NULL CHECK (agrees IN (0, 1)),
  reason        {TEXT} NOT NULL CHECK (reason <> ''),
  recorded_at   {TEXT} NOT NULL,
  PRIMARY KEY (decision_no, person_key),
  CHECK (first_person <> second_person)
){STRICT};
CREATE INDEX review_recheck_act ON review_recheck (act_no);
CREATE INDEX review_recheck_person ON review_recheck (person_key);

-- Known cases, planted among the others to see how well reviewers look. They
-- are no rows of a list: nothing that matches, builds or pays reads these tables.
CREATE TABLE review_plant (
  act_no      {INT}  NOT NULL,
  row_ref     {TEXT} NOT NULL PRIMARY KEY,
  period      {TEXT} NOT NULL,
  fault       {TEXT} NOT NULL,
  item        {TEXT} NOT NULL,
  answer      {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};
CREATE INDEX review_plant_act ON review_plant (act_no);

CREATE TABLE review_plant_answer (
  act_no      {INT}  NOT NULL,
  row_ref     {TEXT} NOT NULL,
  actor       {TEXT} NOT NULL,
  personal_id {TEXT} NOT NULL,
  correct     {INT}  NOT NULL CHECK (correct IN (0, 1)),
  reason      {TEXT} NOT NULL CHECK (reason <> ''),
  recorded_at {TEXT} NOT NULL,
  PRIMARY KEY (row_ref, actor)
){STRICT};
CREATE INDEX review_plant_answer_act ON review_plant_answer (act_no);
