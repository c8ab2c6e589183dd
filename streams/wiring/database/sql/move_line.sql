-- The line stands at this entry; who listens hears of it with the commit (`announcement.py`).
UPDATE line
   SET entry = %(entry)s, day = %(day)s, catalogue = %(catalogue)s, code_version = %(code_version)s
 WHERE shard = 0
RETURNING pg_notify('hub_entry', %(announced)s)
