SELECT DISTINCT code_version FROM journal WHERE number <= %(through)s
