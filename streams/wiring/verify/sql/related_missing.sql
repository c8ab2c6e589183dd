-- Of these persons and records side by side, those that stand in no row as hanging together.
SELECT named.subject, named.record
  FROM unnest(%(subjects)s::uuid[], %(records)s::uuid[]) AS named(subject, record)
 WHERE NOT EXISTS (
       SELECT FROM related r WHERE r.subject = named.subject AND r.record = named.record)
