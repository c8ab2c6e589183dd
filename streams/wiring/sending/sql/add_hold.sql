INSERT INTO hold (id, scope, name, held_by, because)
VALUES (%(id)s, %(scope)s, %(name)s, %(by)s, %(because)s)
