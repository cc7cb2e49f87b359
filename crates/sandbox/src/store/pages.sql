CREATE TABLE IF NOT EXISTS page_sessions (
    token TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    until INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_sessions_by_age ON page_sessions (until);
