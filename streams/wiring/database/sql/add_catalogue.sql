INSERT INTO catalogue (number, version, body, entry)
VALUES (%(number)s, %(version)s, %(body)s, %(entry)s)
