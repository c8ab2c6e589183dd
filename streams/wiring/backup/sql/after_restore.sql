-- What follows the dump in the same transaction, so that no hub can start on restored rows without
-- it. Sequences go on above every one that was given before: at most a million a second were.
RESET search_path;
INSERT INTO generation (number, after_entry)
SELECT greatest((extract(epoch FROM clock_timestamp())::bigint) << 20,
                (SELECT coalesce(max(number), 0) + 1 FROM generation),
                (SELECT coalesce(max(last_sequence), 0) + 1 FROM stream)),
       line.entry
  FROM line WHERE shard = 0;
UPDATE stream SET last_sequence = (SELECT max(number) FROM generation);
DELETE FROM heartbeat;
