CREATE TABLE IF NOT EXISTS page_sessions (
    token TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    until INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

-- One-time tokens: no number and no security code, only what later telegrams need.
CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    until INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS authentications (
    id TEXT PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL
) WITHOUT ROWID;
