-- Until 0008 nobody was told of what turned by itself, and no day of it was kept. What a database holds by now is
-- told to the pool's readers once more, by acts of the line, which also keep the days to come.

-- depends: 0008_turns

INSERT INTO command (id, asked_by, because, name, arguments)
SELECT gen_random_uuid(), 'hub', 'upgrade: what turns by itself was not told before', 'partners.tell',
       jsonb_build_object('generation', 0, 'subjects', jsonb_agg(subject),
                          'measures', '[]'::jsonb, 'strays', '[]'::jsonb)
  FROM (SELECT subject, (row_number() OVER (ORDER BY subject) - 1) / 500 AS part FROM subject) s
 GROUP BY part;
