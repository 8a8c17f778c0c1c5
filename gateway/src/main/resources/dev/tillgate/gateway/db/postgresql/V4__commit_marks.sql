-- What each transaction that writes leaves here with its COMMIT: where the answer to that was lost, the mark says
-- what became of it. The server's own word (pg_xact_status) does not, for after a crash, or on a stand-by, the
-- number of a transaction that was lost is given to another. Rows are short-lived: whoever has its answer needs
-- its mark no more, and takes it away with many others.
CREATE TABLE commit_marks (
  run    bigint NOT NULL, -- of one process on this database; by chance, and never used again
  number bigint NOT NULL, -- of the transaction in its run
  fenced boolean NOT NULL DEFAULT false, -- somebody asked before it was there, so it never will be
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, number)
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.02);
