-- Every directive with how it names its subject, what it was sent as, and by what digests of
-- identities its subject is found.
SELECT d.directive_id, d.measure_id, d.partner, d.subject, d.measure, d.instance, d.action, d.terms,
       d.documents, d.reason, d.sequence, d.previous_sequence, d.sent_as, d.supersedes,
       d.sent_at IS NOT NULL, d.key_version, d.claim, d.body_key, d.body, known.identities
  FROM directive d
  LEFT JOIN (SELECT subject, array_agg(identity) AS identities FROM identity
              WHERE %(subjects)s::uuid[] IS NULL OR subject = ANY(%(subjects)s::uuid[])
              GROUP BY subject) known ON known.subject = d.subject
 WHERE %(subjects)s::uuid[] IS NULL OR d.subject = ANY(%(subjects)s::uuid[])
