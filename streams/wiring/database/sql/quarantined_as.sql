SELECT q.code, q.hint, t.source
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE t.name = %(topic)s AND q.partition = %(partition)s AND q."offset" = %(offset)s
