-- Burdens that were claimed while they waited for a signature, each with the burden that it amended.
SELECT d.directive_id, d.n, d.partner, d.subject, d.measure, d.instance, d.sent_as,
       d.terms, d.body, d.body_key, k.directive_id, k.terms, k.body, k.body_key
  FROM directive d
  LEFT JOIN directive k ON k.directive_id = d.supersedes AND k.measure_id = d.measure_id
                       AND k.sequence IS NOT NULL AND k.action <> 'LIFT'
 WHERE d.held AND d.sequence IS NOT NULL AND d.action <> 'LIFT'
