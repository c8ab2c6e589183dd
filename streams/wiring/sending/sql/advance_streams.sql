UPDATE stream AS s
   SET last_sequence = n.last_sequence
  FROM unnest(%(subjects)s::uuid[], %(sequences)s::bigint[]) AS n(subject, last_sequence)
 WHERE s.partner = %(partner)s AND s.subject = n.subject
