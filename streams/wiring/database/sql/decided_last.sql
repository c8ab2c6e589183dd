-- The last directive of every measure of these subjects.
SELECT d.directive_id, d.measure_id, d.n, d.action, d.partner, d.subject, d.measure, d.instance,
       d.terms::text, d.documents::text, d.decided_on, d.reason, d.ordered_by, d.unconditional,
       d.held, d.key_version, d.claim, d.generation
  FROM directive d
 WHERE d.subject = ANY(%(subjects)s::uuid[])
   AND d.n = (SELECT max(later.n) FROM directive later WHERE later.measure_id = d.measure_id)
