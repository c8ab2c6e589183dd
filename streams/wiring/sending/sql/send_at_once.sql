-- What was claimed by an earlier sender and not sent goes at once.
UPDATE directive SET next_attempt_at = %(now)s
 WHERE partner = %(partner)s AND next_attempt_at > %(now)s
