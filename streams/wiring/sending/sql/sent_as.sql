SELECT sent_as FROM directive WHERE directive_id = %(directive)s
