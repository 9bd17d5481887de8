-- What was asked of the registry's office by file, and what came back.
CREATE TABLE registry_request (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  period      {TEXT} NOT NULL,
  questions   {INT}  NOT NULL CHECK (questions > 0),
  tiers       {TEXT} NOT NULL,
  outcomes    {TEXT} NOT NULL,
  again       {INT}  NOT NULL CHECK (again IN (0, 1)),
  sha256      {TEXT} NOT NULL,
  actor       {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};

CREATE TABLE registry_request_line (
  request_no {INT}  NOT NULL,
  n          {INT}  NOT NULL CHECK (n > 0),
  version_no {INT}  NOT NULL,
  row_key    {TEXT} NOT NULL,
  person_key {TEXT} NOT NULL,
  asked      {TEXT} NOT NULL,
  PRIMARY KEY (request_no, n)
){STRICT};
CREATE INDEX registry_request_line_person ON registry_request_line (person_key, request_no);

CREATE TABLE registry_response (
  act_no         {INT}  NOT NULL PRIMARY KEY,
  sha256         {TEXT} NOT NULL UNIQUE,
  file_name      {TEXT} NOT NULL,
  as_of          {TEXT} NOT NULL,
  layout         {TEXT} NOT NULL,
  layout_version {INT}  NOT NULL,
  layout_sha256  {TEXT} NOT NULL,
  answers        {INT}  NOT NULL CHECK (answers > 0),
  repeated       {INT}  NOT NULL CHECK (repeated >= 0),
  blank          {INT}  NOT NULL CHECK (blank >= 0),
  refused        {INT}  NOT NULL CHECK (refused >= 0),
  added          {INT}  NOT NULL CHECK (added >= 0),
  changed        {INT}  NOT NULL CHECK (changed >= 0),
  actor          {TEXT} NOT NULL,
  recorded_at    {TEXT} NOT NULL
){STRICT};

-- A snapshot that was made of answers is a delta in registry_link; who let the
-- answers in names it, and is not who handed them in.
CREATE TABLE registry_response_consent (
  response_no  {INT}  NOT NULL PRIMARY KEY,
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  snapshot_no  {INT}  NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  act_no       {INT}  NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX registry_response_consent_act ON registry_response_consent (act_no);

CREATE TABLE registry_answer (
  act_no        {INT}  NOT NULL,
  request_no    {INT}  NOT NULL,
  n             {INT}  NOT NULL,
  line          {INT}  NOT NULL,
  verdict       {TEXT} NOT NULL CHECK (verdict IN ('found', 'not_found', 'several')),
  said          {TEXT} NOT NULL,
  personal_id   {TEXT} NOT NULL,
  full_name     {TEXT} NOT NULL,
  date_of_birth {TEXT} NOT NULL,
  sex           {TEXT} NOT NULL,
  commune_code  {TEXT} NOT NULL,
  status        {TEXT} NOT NULL,
  died_on       {TEXT} NOT NULL,
  old_ids       {TEXT} NOT NULL,
  note          {TEXT} NOT NULL,
  PRIMARY KEY (act_no, request_no, n),
  CHECK ((verdict = 'found') = (personal_id <> ''))
){STRICT};
CREATE INDEX registry_answer_question ON registry_answer (request_no, n, act_no);
