-- Tasks and quarantine: what waits for an officer.

-- name: open_tasks
SELECT id, kind, source, record_no, detail, subject, directive, opened_at
  FROM task
 WHERE closed_entry IS NULL AND (%(kind)s = '' OR kind = %(kind)s)
 ORDER BY opened_at, id
 LIMIT %(limit)s::bigint

-- name: count_open_tasks
SELECT count(*) FROM task WHERE closed_entry IS NULL AND (%(kind)s = '' OR kind = %(kind)s)

-- name: task_is_open
SELECT FROM task WHERE id = %(id)s AND closed_entry IS NULL

-- name: tasks_about
SELECT id, kind, source, record_no, detail, directive, opened_at
  FROM task
 WHERE subject = %(subject)s AND closed_entry IS NULL
 ORDER BY opened_at, id

-- name: quarantined
SELECT t.name AS topic, q.partition, q."offset", q.appended_at, q.code, q.hint, q.state,
       octet_length(q.payload) AS size_bytes, q.entry
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE (%(state)s = '' OR q.state = %(state)s)
   AND (%(topic)s::text IS NULL
        OR (t.name = %(topic)s AND q.partition = %(partition)s AND q."offset" = %(offset)s))
 ORDER BY q.entry, q.topic_no, q.partition, q."offset"
 LIMIT %(limit)s::bigint

-- name: count_quarantined
SELECT count(*) FROM quarantine WHERE %(state)s = '' OR state = %(state)s

-- name: quarantined_bytes
SELECT q.topic_no, q.key_version, q.payload
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE t.name = %(topic)s AND q.partition = %(partition)s AND q."offset" = %(offset)s
