-- What a callback that is only passed on needs beside its body. The key is the same in every copy of an
-- event whose id is not signed, so that a copy under another id is no second event.
ALTER TABLE callbacks ADD COLUMN repetition_key TEXT;
ALTER TABLE callbacks ADD COLUMN content_type TEXT;
ALTER TABLE callbacks ADD COLUMN occurred_at_ms INTEGER;

CREATE UNIQUE INDEX callbacks_repetition ON callbacks (provider, repetition_key)
  WHERE repetition_key IS NOT NULL;
