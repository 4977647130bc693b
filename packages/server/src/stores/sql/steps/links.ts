// Step 9: links that lead into rooms, and who is mentioned where.

import { LOBBY } from '../lobby.ts'

export const links = `
  CREATE TABLE link (
    digest TEXT PRIMARY KEY,
    room_id INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    by_id INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX link_room ON link (room_id, until);

  -- Only what somebody has not read yet, and was not erased.
  CREATE TABLE mention (
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    room_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (person_id, room_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mention_entry ON mention (room_id, seq);
  INSERT OR IGNORE INTO mention (person_id, room_id, seq)
    SELECT person.id, entry.room_id, seq
    FROM entry JOIN json_each(more, '$.mentions') AS mentioned JOIN person ON person.id = mentioned.value
    LEFT JOIN member ON member.room_id = entry.room_id AND member.person_id = person.id
    WHERE more IS NOT NULL AND seq > CASE entry.room_id WHEN ${LOBBY} THEN lobby_read ELSE read END;
`
