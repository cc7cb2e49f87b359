CREATE TABLE IF NOT EXISTS carrier_open_ids (
    open_id TEXT PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    career_type TEXT NOT NULL,
    made INTEGER NOT NULL,
    over INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS carrier_open_ids_by_user
    ON carrier_open_ids (merchant_id, site_id, career_type, made);

-- What Paidy itself knows of a purchase, before and besides Paygent's payment.
CREATE TABLE IF NOT EXISTS paidy_purchases (
    id TEXT PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    made INTEGER NOT NULL,
    details TEXT NOT NULL
) WITHOUT ROWID;
