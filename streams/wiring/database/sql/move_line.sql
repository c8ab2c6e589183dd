UPDATE line
   SET entry = %(entry)s, day = %(day)s, catalogue = %(catalogue)s, code_version = %(code_version)s
 WHERE shard = 0
