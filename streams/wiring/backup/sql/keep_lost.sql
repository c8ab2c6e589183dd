INSERT INTO lost_directive (directive_id, measure_id, partner, generation)
SELECT lost.*, %(generation)s
  FROM unnest(%(directives)s::uuid[], %(measures)s::uuid[], %(partners)s::text[]) AS lost
    ON CONFLICT DO NOTHING
