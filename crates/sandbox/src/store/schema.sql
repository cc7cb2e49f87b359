CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS payments (
    id INTEGER PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    payment_type TEXT NOT NULL,
    trading_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    status TEXT NOT NULL,
    amount INTEGER NOT NULL,
    made INTEGER NOT NULL,
    details TEXT NOT NULL,
    card TEXT
);
CREATE INDEX IF NOT EXISTS payments_by_trading_id ON payments (merchant_id, trading_id, id);

CREATE TABLE IF NOT EXISTS notices (
    merchant_id TEXT NOT NULL,
    id INTEGER NOT NULL,
    site_id TEXT NOT NULL,
    made INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    inquired INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL,
    PRIMARY KEY (merchant_id, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS notices_waiting ON notices (merchant_id, site_id, id) WHERE inquired = 0;
CREATE INDEX IF NOT EXISTS notices_by_age ON notices (made);
CREATE TABLE IF NOT EXISTS notice_gaps (
    merchant_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    PRIMARY KEY (merchant_id, site_id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cards (
    id INTEGER PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    used INTEGER NOT NULL,
    validated INTEGER,
    details TEXT NOT NULL,
    card TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS cards_by_customer ON cards (merchant_id, site_id, customer_id, used);

CREATE TABLE IF NOT EXISTS card_attempts (
    merchant_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    bin TEXT NOT NULL,
    tried INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS card_attempts_by_time ON card_attempts (merchant_id, tried);

CREATE TABLE IF NOT EXISTS bank_applications (
    merchant_id TEXT NOT NULL,
    trading_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    made INTEGER NOT NULL,
    page_limit INTEGER NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (merchant_id, trading_id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS virtual_accounts (
    merchant_id TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    branch_code TEXT NOT NULL,
    account_number TEXT NOT NULL,
    fixed INTEGER NOT NULL DEFAULT 0,
    payment_id INTEGER,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (merchant_id, bank_code, branch_code, account_number)
) WITHOUT ROWID;
