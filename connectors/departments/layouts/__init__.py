"""
文件格式: files in the layouts departments already have, read into rows.

Reading is pure: bytes in; rows out one by one, or a `BrokenFile` where they cannot be told for
certain. The importer lets a process of its own do it.

Codes of broken files: F1001 encoding, F1002 quotes, F1003 a header is missing, F1004 a header
stands twice, F1005 a header is not known, F1006 too large, F1007 nothing in it, F1008 no file,
F1009 beyond the bounds of reading, F1010 the process that reads it ended.
"""
