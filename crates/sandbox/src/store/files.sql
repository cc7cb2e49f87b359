-- Files of 200, their results, and what is told about them and about stored cards.
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    file_type TEXT NOT NULL,
    made INTEGER NOT NULL,
    due INTEGER,
    digest TEXT NOT NULL,
    content BLOB NOT NULL,
    result BLOB
);
CREATE INDEX IF NOT EXISTS files_due ON files (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS files_by_content ON files (merchant_id, digest, made);

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
