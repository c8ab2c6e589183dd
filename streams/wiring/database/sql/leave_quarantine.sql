UPDATE quarantine SET state = %(state)s
 WHERE topic_no = %(topic)s AND partition = %(partition)s AND "offset" = %(offset)s
