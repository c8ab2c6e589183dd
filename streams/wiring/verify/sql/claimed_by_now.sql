-- The highest sequence claimed for each measure of a partner.
SELECT measure_id, max(sequence) FROM directive
 WHERE partner = %(partner)s AND sequence IS NOT NULL
 GROUP BY measure_id
