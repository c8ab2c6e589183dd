SELECT body FROM catalogue WHERE number = %(number)s
