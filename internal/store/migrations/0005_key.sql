-- By which key the store's numbers and files are sealed: what tells the key from
-- every other, never the key. Nothing here: they stand in plain.
CREATE TABLE store_key (
  key_check   {TEXT} NOT NULL PRIMARY KEY,
  recorded_at {TEXT} NOT NULL
){STRICT};
