COPY subject (subject, judge_again_on, entry, key_version, claim)
FROM STDIN (FORMAT binary)
