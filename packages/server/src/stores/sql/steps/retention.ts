// Step 6: what is looked up when something is forgotten.

export const retention = `
  -- Whose entry shares a file: asked when the file goes.
  CREATE INDEX entry_file ON entry (file_id) WHERE file_id IS NOT NULL;
  -- Which files have the same bytes.
  CREATE INDEX file_sha256 ON file (sha256);
  CREATE INDEX kept_file_at ON kept_file (kept_at);
  -- An entry that was forgotten and only keeps its place has person_id 0.
  -- A part of the search index is written anew, without what is not found any more, once that is half of it. The usual tenth
  -- would have the whole index written anew for each tenth of a long history that is forgotten.
  INSERT INTO search (search, rank) VALUES ('deletemerge', 50);
  ALTER TABLE server ADD COLUMN forgotten_before INTEGER NOT NULL DEFAULT 0;  -- nothing from before this time is left
`
