-- Where the clock goes on after a restart.
CREATE TABLE IF NOT EXISTS clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    mode TEXT NOT NULL,
    value INTEGER NOT NULL
);

-- What happens by time. The subject is a payment id (a number, sorted as one) or a name.
CREATE TABLE IF NOT EXISTS alarms (
    subject NOT NULL,
    event TEXT NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (subject, event)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alarms_by_due ON alarms (due, subject, event);

-- Difference records on their way to the shop (difference-notification §10.3).
CREATE TABLE IF NOT EXISTS pushes (
    merchant_id TEXT NOT NULL,
    notice_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    due INTEGER NOT NULL DEFAULT 0,
    stage TEXT NOT NULL DEFAULT 'fresh',
    PRIMARY KEY (merchant_id, notice_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS push_pauses (
    merchant_id TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    due INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS push_tries (
    merchant_id TEXT NOT NULL,
    notice_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    outcome TEXT NOT NULL,
    http_status INTEGER,
    PRIMARY KEY (merchant_id, notice_id, number)
) WITHOUT ROWID;

-- Other calls to shops' servers, each with its own repetition.
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    about TEXT NOT NULL,
    url TEXT NOT NULL,
    due INTEGER NOT NULL,
    wait INTEGER NOT NULL,
    tries_left INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS calls_by_due ON calls (due, id);
