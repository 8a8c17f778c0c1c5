-- The provider's id of what the event is about: by it a callback that came too early is found.
ALTER TABLE callbacks ADD COLUMN subject TEXT;

-- Each check that was made and how it ended, as JSON; NULL for rows from before this was written down.
ALTER TABLE callbacks ADD COLUMN checks TEXT;

CREATE INDEX callbacks_deferred ON callbacks (subject) WHERE status = 'deferred';

CREATE INDEX callbacks_dead ON callbacks (id) WHERE status = 'dead';
