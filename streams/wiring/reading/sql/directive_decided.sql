-- A directive with the journal entry that decided it.
SELECT d.directive_id, d.measure_id, d.n, d.action, d.partner, d.subject, d.measure, d.instance,
       d.terms::text, d.reason, d.decided_on, d.unconditional, d.ordered_by,
       j.number, j.id, j.kind, j.judged_at, j.code_version, c.version
  FROM directive d
  JOIN journal j ON j.number = d.entry
  LEFT JOIN catalogue c ON c.number = j.catalogue
 WHERE d.directive_id = %(directive)s
