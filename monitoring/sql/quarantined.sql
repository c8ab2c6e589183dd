SELECT t.source, q.code, count(*) FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE q.state = 'OPEN' GROUP BY t.source, q.code
