COPY subject (subject, entry, key_version, claim)
FROM STDIN (FORMAT binary)
