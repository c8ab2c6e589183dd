-- A content hash could confirm whose number a record has, since numbers are few: it is kept as its digest under the
-- hub's key from now on. What is stored already gets its own at the start, which has the key.

-- depends: 0021_silence

ALTER TABLE version ADD COLUMN keyed boolean NOT NULL DEFAULT false;      -- whether content_hash is such a digest
ALTER TABLE version ALTER COLUMN keyed SET DEFAULT true;
CREATE INDEX version_unkeyed ON version (record, number) WHERE NOT keyed;

-- Nobody is told it, and nothing asks for it.
ALTER TABLE pool_page DROP COLUMN content_hashes;
