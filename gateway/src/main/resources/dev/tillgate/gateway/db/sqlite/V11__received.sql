-- What a payment brought where that is not what was asked for: all of it, and no more, can go back.
ALTER TABLE payments ADD COLUMN received INTEGER CHECK (received > 0);
