-- Applications of the link type: pages without a payment yet.
CREATE TABLE IF NOT EXISTS link_applications (
    merchant_id TEXT NOT NULL,
    trading_id TEXT NOT NULL,
    made INTEGER NOT NULL,
    page_limit INTEGER NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (merchant_id, trading_id)
) WITHOUT ROWID;
