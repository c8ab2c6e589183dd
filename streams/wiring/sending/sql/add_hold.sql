INSERT INTO hold (id, scope, name)
VALUES (%(id)s, %(scope)s, %(name)s)
