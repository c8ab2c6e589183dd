UPDATE channel
   SET paused_because = NULL, paused_at = NULL, failures = 0, next_attempt_at = NULL,
       unreached = NULL
 WHERE partner = %(partner)s AND paused_because IS NOT NULL
