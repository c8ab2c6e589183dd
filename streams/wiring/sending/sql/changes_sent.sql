UPDATE outcome_change AS c SET sent_at = %(now)s
  FROM unnest(%(entries)s::bigint[], %(ordinals)s::integer[]) AS s(entry, ordinal)
 WHERE c.entry = s.entry AND c.ordinal = s.ordinal
