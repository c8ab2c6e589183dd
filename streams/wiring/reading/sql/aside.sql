-- What is set aside: of each partner its lifts and its burdens, how many, and the first of them.
SELECT DISTINCT ON (partner, sent_as <> 'LIFT') partner, sent_as = 'LIFT', directive_id, aside_at,
       count(*) OVER (PARTITION BY partner, sent_as <> 'LIFT')
  FROM directive
 WHERE aside_at IS NOT NULL
 ORDER BY partner, sent_as <> 'LIFT', aside_at, directive_id
