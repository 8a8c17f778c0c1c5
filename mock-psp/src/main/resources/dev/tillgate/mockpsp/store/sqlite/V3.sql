-- What happens later by the provider's own clock; the object is of whatever table its kind says.
CREATE TABLE timetable (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  kind TEXT NOT NULL,
  object TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX timetable_due ON timetable (due_at_ms);
