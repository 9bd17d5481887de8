-- How lists are read: layouts that an office keeps, headings that offices have
-- taught, and with which of them a version was read.

CREATE TABLE list_layout (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  name        {TEXT} NOT NULL,
  version     {INT}  NOT NULL CHECK (version >= 1),
  sha256      {TEXT} NOT NULL,
  description {TEXT} NOT NULL,
  added_by    {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL,
  UNIQUE (name, version)
){STRICT};

-- The newest fact of an office and a heading counts; no field: forgotten.
CREATE TABLE list_heading (
  act_no      {INT}  NOT NULL PRIMARY KEY,
  office      {TEXT} NOT NULL,
  heading_key {TEXT} NOT NULL,
  heading     {TEXT} NOT NULL,
  field       {TEXT} NOT NULL,
  actor       {TEXT} NOT NULL,
  recorded_at {TEXT} NOT NULL
){STRICT};
CREATE INDEX list_heading_key ON list_heading (office, heading_key);

-- A version without a row here was read with what everybody knows.
CREATE TABLE list_reading (
  act_no         {INT}  NOT NULL PRIMARY KEY,
  layout         {TEXT} NOT NULL,
  layout_version {INT}  NOT NULL,
  layout_sha256  {TEXT} NOT NULL,
  headings       {TEXT} NOT NULL
){STRICT};
