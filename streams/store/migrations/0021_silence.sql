-- The pool's readers are told nothing of watch lists, of what is restricted, and of courts' orders (R30). What they were
-- told of them before is taken back: how the facts about every subject stand is told once more, by acts of the line.

-- depends: 0020_results_by_any_channel

-- Up to this entry pages of the pool are an older version's, which told of everything.
ALTER TABLE line ADD COLUMN pool_since bigint NOT NULL DEFAULT 0;
UPDATE line SET pool_since = entry;

-- On which list, until when and for whom a fact is; pages of an older version have none of these.
ALTER TABLE pool_page
      ADD COLUMN effective_until date[] NOT NULL DEFAULT '{}',
      ADD COLUMN list_codes text[] NOT NULL DEFAULT '{}',       -- '' where the fact is no entry of a list
      ADD COLUMN colours text[] NOT NULL DEFAULT '{}',          -- likewise
      ADD COLUMN disclosures text[] NOT NULL DEFAULT '{}';
ALTER TABLE pool_page
      ALTER COLUMN effective_until DROP DEFAULT,
      ALTER COLUMN list_codes DROP DEFAULT,
      ALTER COLUMN colours DROP DEFAULT,
      ALTER COLUMN disclosures DROP DEFAULT;

-- What that version did not send yet may be of what is silent now: it only takes back, until the acts tell.
UPDATE pool_page
   SET states = array_fill('GONE'::text, ARRAY[cardinality(facts)]),
       effective_until = array_fill(NULL::date, ARRAY[cardinality(facts)]),
       list_codes = array_fill(''::text, ARRAY[cardinality(facts)]),
       colours = array_fill(''::text, ARRAY[cardinality(facts)]),
       disclosures = array_fill('RESTRICTED'::text, ARRAY[cardinality(facts)])
 WHERE sent_at IS NULL;

INSERT INTO command (id, asked_by, because, name, arguments)
SELECT gen_random_uuid(), 'hub', 'upgrade: the pool''s readers were told of what is silent', 'partners.tell',
       jsonb_build_object('generation', 0, 'subjects', jsonb_agg(subject),
                          'measures', '[]'::jsonb, 'strays', '[]'::jsonb, 'older', true)
  FROM (SELECT subject, (row_number() OVER (ORDER BY subject) - 1) / 500 AS part FROM subject) s
 GROUP BY part;
