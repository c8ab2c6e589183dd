SELECT partner, count(*) FROM directive
 WHERE sequence IS NULL AND superseded_at IS NULL AND held GROUP BY partner
