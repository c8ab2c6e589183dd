INSERT INTO journal (number, id, kind, day, judged_at, catalogue, code_version, detail)
VALUES (%(number)s, %(id)s, %(kind)s, %(day)s, %(judged_at)s, %(catalogue)s, %(code_version)s,
        %(detail)s)
