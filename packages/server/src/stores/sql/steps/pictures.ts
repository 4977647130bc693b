// Step 7: what is shown of pictures before they are loaded, and how much there is of files: of each person, and of all.

export const pictures = `
  ALTER TABLE file ADD COLUMN picture TEXT;       -- JSON: width, height, hash; NULL for what is no picture
  ALTER TABLE file ADD COLUMN person_id INTEGER;  -- who shared or keeps it
  UPDATE file SET person_id = coalesce(
    (SELECT person_id FROM entry WHERE file_id = file.id),
    (SELECT person_id FROM kept_file WHERE file_id = file.id)
  );
  CREATE INDEX file_person ON file (person_id, bytes);

  -- The bytes of all files, those that several files have counted once. It is kept up wherever files come and go.
  ALTER TABLE server ADD COLUMN files_bytes INTEGER NOT NULL DEFAULT 0;
  UPDATE server SET files_bytes = (
    SELECT coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM file GROUP BY sha256)
  );
  CREATE TRIGGER file_added BEFORE INSERT ON file
    WHEN NOT EXISTS (SELECT 1 FROM file WHERE sha256 = NEW.sha256)
    BEGIN UPDATE server SET files_bytes = files_bytes + NEW.bytes; END;
  CREATE TRIGGER file_removed AFTER DELETE ON file
    WHEN NOT EXISTS (SELECT 1 FROM file WHERE sha256 = OLD.sha256)
    BEGIN UPDATE server SET files_bytes = files_bytes - OLD.bytes; END;
`
