-- The test tool's search walks this from the newest id down and reads nothing else of a payment.
CREATE INDEX IF NOT EXISTS payments_for_search
    ON payments (id, merchant_id, payment_type, status, trading_id, made);
