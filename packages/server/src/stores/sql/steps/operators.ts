// Step 8: accounts that are operators for good, people who were forgotten, and who said what.

export const operators = `
  ALTER TABLE account ADD COLUMN operator INTEGER NOT NULL DEFAULT 0;  -- 1: an operator of the server for good
  CREATE INDEX account_operator ON account (person_id) WHERE operator = 1;
  -- Of whom was forgotten nothing is left but a number, which nobody else is given.
  ALTER TABLE person ADD COLUMN forgotten_at INTEGER;

  -- What somebody said, in the order of time. An entry comes in here when it comes into the search index, and not when it is
  -- appended: there it would cost as much as the entry itself.
  CREATE TABLE spoken (
    person_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    erased INTEGER NOT NULL,
    PRIMARY KEY (person_id, at, room_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO spoken (person_id, at, room_id, seq, erased)
    SELECT person_id, at, room_id, seq, coalesce(more ->> '$.erased', '') <> ''
    FROM entry JOIN room ON room.id = room_id WHERE seq <= indexed AND person_id > 0 ORDER BY person_id, at, room_id;
`
