INSERT INTO query_log (asked_by, purpose, kind, item, subject, answer)
VALUES (%(asked_by)s, %(purpose)s, %(kind)s, %(item)s, %(subject)s, %(answer)s)
