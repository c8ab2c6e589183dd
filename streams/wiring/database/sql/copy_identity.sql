COPY identity (identity, subject, key_version)
FROM STDIN (FORMAT binary)
