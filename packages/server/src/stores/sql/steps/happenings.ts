// Step 4: what happened in rooms beside what was said.

export const happenings = `
  -- A room's times are one for these and for its entries: none is there twice.
  CREATE TABLE happening (
    room_id INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    at INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    person_name TEXT NOT NULL,
    account TEXT,
    what TEXT NOT NULL,         -- JSON: topic or tags
    PRIMARY KEY (room_id, at)
  ) STRICT, WITHOUT ROWID;
`
