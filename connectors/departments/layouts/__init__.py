"""
文件格式: files in the layouts departments already have, read into rows.

Reading is pure: bytes in; a `Reading`, or a `BrokenFile` where rows cannot be told for certain.

Codes of broken files: F1001 encoding, F1002 quotes, F1003 a header is missing, F1004 a header
stands twice, F1005 a header is not known, F1006 too large, F1007 nothing in it.
"""
