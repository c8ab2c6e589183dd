-- Why the worker that decides stands still, blank while it does not: whoever asks is told.

-- depends: 0015_milder

ALTER TABLE heartbeat ADD COLUMN stands_still text NOT NULL DEFAULT '';
