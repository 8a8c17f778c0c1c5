-- Lists of intents and charges are filtered by these.

ALTER TABLE payment_intents ADD COLUMN customer TEXT;
UPDATE payment_intents SET customer = json_extract(body, '$.customer');
CREATE INDEX payment_intents_by_customer ON payment_intents (customer)
  WHERE customer IS NOT NULL;

ALTER TABLE charges ADD COLUMN customer TEXT;
ALTER TABLE charges ADD COLUMN transfer_group TEXT;
CREATE INDEX charges_by_customer ON charges (customer) WHERE customer IS NOT NULL;
