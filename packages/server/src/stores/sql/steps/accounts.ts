// Step 2: accounts, roles and moderation, changes of entries, notes about people and rooms, and what is searched.

export const accounts = `
  -- A person who can prove who they are. The name is theirs whether they are here or not.
  CREATE TABLE account (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    name TEXT NOT NULL,
    skeleton TEXT NOT NULL UNIQUE,
    hash TEXT,                  -- a PHC string; NULL for those who have no password
    scram TEXT,                 -- JSON: salt, iterations, storedKey, serverKey
    registered_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE certificate (
    fingerprint TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    added_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX certificate_person ON certificate (person_id);

  -- What brings a person back, one for each of their devices. Of too many the ones with the smallest ids go.
  CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    issued_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX token_person ON token (person_id);
  INSERT INTO token (digest, person_id, issued_at)
    SELECT token_digest, id, seen_at FROM person WHERE token_digest IS NOT NULL;
  UPDATE person SET token_digest = NULL;  -- not used any more

  CREATE TABLE cursor (
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    device TEXT NOT NULL,
    room_id INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    seq INTEGER NOT NULL,       -- the newest entry that the device was sent
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, device, room_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX cursor_room ON cursor (room_id);

  -- Roles are for those who are more than members. Those of the lobby, which has no member rows, stand with the person.
  ALTER TABLE person ADD COLUMN lobby_role TEXT;
  ALTER TABLE person ADD COLUMN lobby_read_at INTEGER;
  CREATE INDEX person_lobby_role ON person (id) WHERE lobby_role IS NOT NULL;
  ALTER TABLE member ADD COLUMN role TEXT;
  ALTER TABLE member ADD COLUMN read_at INTEGER;  -- the time of the read marker; NULL until it was set
  CREATE INDEX member_role ON member (room_id) WHERE role IS NOT NULL;
  UPDATE member SET role = 'moderator'
    WHERE person_id = (SELECT creator_id FROM room WHERE room.id = room_id);

  -- The read markers of those who have left, by the room's name: a room that is made again begins where one was.
  CREATE TABLE left_marker (
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    fold TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    left_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, fold)
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE invitation ADD COLUMN until INTEGER;

  ALTER TABLE room ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';  -- JSON
  ALTER TABLE room ADD COLUMN topic_by TEXT;
  ALTER TABLE room ADD COLUMN topic_at INTEGER;
  ALTER TABLE room ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;       -- how often its entries were changed
  ALTER TABLE room ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;   -- entries up to this one are in the search index

  CREATE TABLE ban (
    id INTEGER PRIMARY KEY,
    room_id INTEGER NOT NULL,   -- 0 for the server's
    list TEXT NOT NULL,
    mask TEXT NOT NULL COLLATE NOCASE,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER,
    reason TEXT,
    UNIQUE (room_id, list, mask)
  ) STRICT;

  -- What an entry rarely has stands in one column, so that the others stay lean.
  ALTER TABLE entry ADD COLUMN account TEXT;  -- the author's, then
  ALTER TABLE entry ADD COLUMN more TEXT;     -- JSON: kind, reply, mentions, tags, wraps, editedAt, erased
  ALTER TABLE entry ADD COLUMN rev INTEGER;   -- the room's, when this entry was last changed
  CREATE INDEX entry_changed ON entry (room_id, rev) WHERE rev IS NOT NULL;

  CREATE TABLE reaction (
    room_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,       -- the room's, with this reaction: their order
    text TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    person_name TEXT NOT NULL,
    account TEXT,
    PRIMARY KEY (room_id, seq, rev),
    UNIQUE (room_id, seq, text, person_id),
    FOREIGN KEY (room_id, seq) REFERENCES entry ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE person_note (
    subject_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (subject_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE room_note (
    subject_id INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (subject_id, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    by_id INTEGER NOT NULL,
    by_name TEXT NOT NULL,
    by_account TEXT,
    act TEXT NOT NULL,
    room TEXT,
    subject TEXT,
    detail TEXT
  ) STRICT;

  -- Words that are looked for, by three characters each. It keeps no text and no places: entries are read and compared.
  -- Its row ids are (room << 32) + seq, so that one room is searched without the others.
  CREATE VIRTUAL TABLE search USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
  );
  CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);
`
