-- Messages of a partition that failed at the hub itself and lie in quarantine still.
SELECT q."offset" FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE t.name = %(topic)s AND q.partition = %(partition)s
   AND q."offset" >= %(since)s AND q."offset" < %(before)s
   AND q.code = 'E1508' AND q.state = 'OPEN'
 ORDER BY q."offset"
