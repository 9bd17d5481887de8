-- Where files are brought to once they have left, and the proof that they are
-- there.

CREATE TABLE payer_delivery (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  payer_id    {TEXT} NOT NULL,
  kind        {TEXT} NOT NULL,
  address     {TEXT} NOT NULL,
  host_key    {TEXT} NOT NULL,
  fingerprint {TEXT} NOT NULL,
  identity    {TEXT} NOT NULL,
  recipient   {TEXT} NOT NULL,
  bare        {INT}  NOT NULL,
  proposed_by {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};
CREATE INDEX payer_delivery_payer ON payer_delivery (payer_id);

CREATE TABLE payer_delivery_consent (
  act_no       {INT}  NOT NULL PRIMARY KEY,
  delivery_no  {INT}  NOT NULL,
  payer_id     {TEXT} NOT NULL,
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX payer_delivery_consent_payer ON payer_delivery_consent (payer_id);
CREATE INDEX payer_delivery_consent_no ON payer_delivery_consent (delivery_no);

CREATE TABLE file_cipher (
  file_id   {TEXT} NOT NULL PRIMARY KEY,
  recipient {TEXT} NOT NULL,
  sha256    {TEXT} NOT NULL,
  size      {INT}  NOT NULL,
  act_no    {INT}  NOT NULL
){STRICT};
CREATE INDEX file_cipher_act ON file_cipher (act_no);

CREATE TABLE delivery_try (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  file_id     {TEXT} NOT NULL,
  step        {TEXT} NOT NULL,
  target_no   {INT}  NOT NULL,
  kind        {TEXT} NOT NULL,
  address     {TEXT} NOT NULL,
  fingerprint {TEXT} NOT NULL,
  reason      {TEXT} NOT NULL,
  started_by  {TEXT} NOT NULL,
  started_at  {TEXT} NOT NULL
){STRICT};
CREATE INDEX delivery_try_file ON delivery_try (file_id);

-- One proof of each part of a file: nothing is delivered twice.
CREATE TABLE delivery (
  act_no       {INT}  NOT NULL,
  file_id      {TEXT} NOT NULL,
  name         {TEXT} NOT NULL,
  part         {TEXT} NOT NULL,
  target_no    {INT}  NOT NULL,
  kind         {TEXT} NOT NULL,
  address      {TEXT} NOT NULL,
  bytes        {INT}  NOT NULL,
  sha256       {TEXT} NOT NULL,
  fingerprint  {TEXT} NOT NULL,
  checked      {TEXT} NOT NULL,
  reason       {TEXT} NOT NULL,
  started_at   {TEXT} NOT NULL,
  ended_at     {TEXT} NOT NULL,
  delivered_by {TEXT} NOT NULL,
  PRIMARY KEY (file_id, part)
){STRICT};
CREATE INDEX delivery_act ON delivery (act_no);

-- How banks answer, as the office says; a version counts from its consent on.
CREATE TABLE result_profile (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  name        {TEXT} NOT NULL,
  version     {INT}  NOT NULL CHECK (version >= 1),
  sha256      {TEXT} NOT NULL,
  bin         {TEXT} NOT NULL,
  evidence    {TEXT} NOT NULL,
  added_by    {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  UNIQUE (name, version)
){STRICT};

CREATE TABLE result_profile_consent (
  act_no       {INT}  NOT NULL PRIMARY KEY,
  profile_no   {INT}  NOT NULL,
  proposed_by  {TEXT} NOT NULL,
  confirmed_by {TEXT} NOT NULL,
  recorded_at  {TEXT} NOT NULL,
  CHECK (proposed_by <> confirmed_by)
){STRICT};
CREATE INDEX result_profile_consent_no ON result_profile_consent (profile_no);
