"""
文件格式: files in the layouts departments already have, read into rows.

Reading is pure: bytes in; rows out one by one, or a `BrokenFile` where they cannot be told for
certain. The importer lets a process of its own do it.

The codes of broken files, F1001 and following, have a page each in `docs/errors/`.
"""
