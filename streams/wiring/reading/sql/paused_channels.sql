-- Whose channel is broken, and why.
SELECT partner, paused_because
  FROM channel
 WHERE paused_because IS NOT NULL
 ORDER BY partner
