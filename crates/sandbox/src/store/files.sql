-- Files of 200, their results, and what is told about them and about stored cards.
-- content and result are sealed (seal.rs); mark tells equal contents from others.
CREATE TABLE IF NOT EXISTS sealed_files (
    id INTEGER PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    file_type TEXT NOT NULL,
    made INTEGER NOT NULL,
    due INTEGER,
    mark BLOB NOT NULL,
    content BLOB,
    result BLOB
);
CREATE INDEX IF NOT EXISTS sealed_files_due ON sealed_files (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS sealed_files_by_content ON sealed_files (merchant_id, mark, made);
-- They were kept in clear once: gone, and overwritten.
PRAGMA secure_delete = ON;
DROP TABLE IF EXISTS files;
PRAGMA secure_delete = OFF;

-- Posts to a shop, one queue per merchant and subject.
CREATE TABLE IF NOT EXISTS letters (
    id INTEGER PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    queue TEXT NOT NULL,
    about TEXT NOT NULL,
    url TEXT NOT NULL,
    body BLOB NOT NULL,
    made INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS letters_by_queue ON letters (merchant_id, queue, id);
CREATE TABLE IF NOT EXISTS letter_pauses (
    merchant_id TEXT NOT NULL,
    queue TEXT NOT NULL,
    failures INTEGER NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, queue)
) WITHOUT ROWID;
