INSERT INTO act (id, name, about, detail, acted_by, because, done_at)
VALUES (%(id)s, %(name)s, %(about)s, %(detail)s, %(by)s, %(because)s,
        CASE WHEN %(done)s THEN now() END)
