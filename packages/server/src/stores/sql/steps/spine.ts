// Step 1: persons, rooms, members, files and entries. It has been released and is never changed.

import { LOBBY } from '../lobby.ts'

export const spine = `
  CREATE TABLE server (
    epoch TEXT NOT NULL
  ) STRICT;
  INSERT INTO server (epoch) VALUES (lower(hex(randomblob(10))));

  CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    chosen_name TEXT NOT NULL,  -- what they asked for; \`name\` differs while somebody else used it when they came back
    skeleton TEXT UNIQUE,       -- of \`name\`; NULL while nobody uses it
    token_digest TEXT UNIQUE,   -- NULL for those who cannot come back
    lobby_since INTEGER NOT NULL,
    lobby_read INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0  -- 1 once an entry or a direct room names them: then they are never deleted
  ) STRICT;
  CREATE INDEX person_forgettable ON person (seen_at) WHERE kept = 0;

  CREATE TABLE room (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    fold TEXT,                  -- of the name; NULL for direct rooms, which are not found by name
    kind TEXT NOT NULL CHECK (kind IN ('lobby', 'public', 'invite-only', 'direct')),
    lifetime TEXT NOT NULL CHECK (lifetime IN ('kept', 'while-occupied')),
    topic TEXT NOT NULL DEFAULT '',
    low_id INTEGER REFERENCES person,   -- the two of a direct room, in the order of their ids
    high_id INTEGER REFERENCES person,
    creator_id INTEGER,
    created_at INTEGER NOT NULL,
    closed_at INTEGER           -- a closed room keeps its entries and gives its slug and name away
  ) STRICT;
  CREATE UNIQUE INDEX room_slug ON room (slug) WHERE closed_at IS NULL;
  CREATE UNIQUE INDEX room_fold ON room (fold) WHERE closed_at IS NULL;
  CREATE UNIQUE INDEX room_pair ON room (low_id, high_id) WHERE low_id IS NOT NULL;
  CREATE INDEX room_high ON room (high_id) WHERE high_id IS NOT NULL;
  CREATE INDEX room_public ON room (fold) WHERE kind = 'public' AND closed_at IS NULL;
  INSERT INTO room (id, slug, name, fold, kind, lifetime, created_at)
    VALUES (${LOBBY}, 'lobby', 'Lobby', 'lobby', 'lobby', 'kept', unixepoch() * 1000);

  -- The lobby has no rows here: everybody is in it.
  CREATE TABLE member (
    room_id INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    since INTEGER NOT NULL,
    read INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (room_id, person_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX member_person ON member (person_id);

  CREATE TABLE invitation (
    room_id INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    inviter_id INTEGER NOT NULL,
    invited_at INTEGER NOT NULL,
    PRIMARY KEY (room_id, person_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX invitation_person ON invitation (person_id);

  CREATE TABLE file (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The one table that is written all the time: clustered in the order in which it is read, and as few indexes as can be.
  -- A room's newest number and time are looked up here, not kept beside it, so that an entry is one row and no more.
  -- No foreign key to person: deleting one would search all entries; \`person.kept\` stands in for it.
  CREATE TABLE entry (
    room_id INTEGER NOT NULL REFERENCES room,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    person_name TEXT NOT NULL,  -- the one they had then
    body TEXT NOT NULL,
    client_id TEXT,
    file_id TEXT REFERENCES file DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (room_id, seq)
  ) STRICT, WITHOUT ROWID;
  -- By client_id first: those that begin with the time share a page, and a commit of many people's entries writes few.
  CREATE UNIQUE INDEX entry_client ON entry (client_id, person_id) WHERE client_id IS NOT NULL;
`
