UPDATE channel
   SET paused_because = NULL, paused_at = NULL, failures = 0, next_attempt_at = NULL,
       resumed_by = %(by)s, resumed_because = %(because)s, resumed_at = %(now)s
 WHERE partner = %(partner)s AND paused_because IS NOT NULL
