-- Every record any version of which ever named a subject.
SELECT record FROM version WHERE subject = %(subject)s
UNION
SELECT record FROM related WHERE subject = %(subject)s
