// Step 5: files that accounts keep in no room.

export const keptFiles = `
  CREATE TABLE kept_file (
    file_id TEXT PRIMARY KEY REFERENCES file ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES account,
    kept_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kept_file_person ON kept_file (person_id, kept_at);
`
