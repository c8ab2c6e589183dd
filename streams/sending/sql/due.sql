-- Whom a sender looks at next.

-- name: due_subjects
-- Subjects about whom one partner may have to be told something now, those with a lift first.
-- Nobody, between a restore of the database and the word that partners may be told again.
-- Found by state: unclaimed, to be sent, unanswered in time, answered and not weighed yet, or an
-- amendment not compared yet with what the partner holds: a milder one waits neither for approval
-- nor behind a hold (R12). What is to be sent, or to be answered, later than anything waits was put off
-- by a clock that was wrong.
-- Whose record a burden is because of is read from its terms only while a source is on hold.
-- `longest_waiting`: not lifts first, but what was never tried, and then what has been due for longest.
SELECT subject
  FROM (
    (SELECT subject, action <> 'LIFT' AS burden, entry, NULL::timestamptz AS since
       FROM directive
      WHERE partner = %(partner)s AND sequence IS NULL AND superseded_at IS NULL AND NOT held
        AND (action <> 'LIFT') <= %(burdens)s
        AND (action = 'LIFT'
             OR (measure <> ALL(%(measures_on_hold)s::text[])
                 AND (%(sources_on_hold)s::text[] = '{}'
                      OR source_of(terms) <> ALL(%(sources_on_hold)s::text[]))
                 AND (valid_until IS NULL OR valid_until >= %(today)s::date)))
      ORDER BY action <> 'LIFT', entry
      LIMIT %(limit)s)
    UNION ALL
    (SELECT subject, action <> 'LIFT' AND milder IS NOT TRUE, entry, next_attempt_at
       FROM directive
      WHERE partner = %(partner)s AND next_attempt_at <= %(now)s
        AND (action <> 'LIFT' AND milder IS NOT TRUE) <= %(burdens)s
        AND (action = 'LIFT'
             OR ((milder OR (measure <> ALL(%(measures_on_hold)s::text[])
                             AND (%(sources_on_hold)s::text[] = '{}'
                                  OR source_of(terms) <> ALL(%(sources_on_hold)s::text[]))))
                 AND (sent_at IS NOT NULL OR valid_until IS NULL OR valid_until >= %(today)s::date)))
      ORDER BY action <> 'LIFT' AND milder IS NOT TRUE, next_attempt_at
      LIMIT %(limit)s)
    UNION ALL
    (SELECT subject, action <> 'LIFT' AND milder IS NOT TRUE, entry, next_attempt_at
       FROM directive
      WHERE partner = %(partner)s AND next_attempt_at > %(never)s
        AND (action <> 'LIFT' AND milder IS NOT TRUE) <= %(burdens)s
        AND (action = 'LIFT'
             OR ((milder OR (measure <> ALL(%(measures_on_hold)s::text[])
                             AND (%(sources_on_hold)s::text[] = '{}'
                                  OR source_of(terms) <> ALL(%(sources_on_hold)s::text[]))))
                 AND (sent_at IS NOT NULL OR valid_until IS NULL OR valid_until >= %(today)s::date)))
      ORDER BY action <> 'LIFT' AND milder IS NOT TRUE, next_attempt_at
      LIMIT %(limit)s)
    UNION ALL
    (SELECT subject, action <> 'LIFT' AND milder IS NOT TRUE, entry, answer_by
       FROM directive
      WHERE partner = %(partner)s AND next_attempt_at IS NULL AND answer_by <= %(now)s
        AND (action <> 'LIFT' AND milder IS NOT TRUE) <= %(burdens)s
        AND (action = 'LIFT' OR milder
             OR (measure <> ALL(%(measures_on_hold)s::text[])
                 AND (%(sources_on_hold)s::text[] = '{}'
                      OR source_of(terms) <> ALL(%(sources_on_hold)s::text[]))))
      ORDER BY action <> 'LIFT' AND milder IS NOT TRUE, answer_by
      LIMIT %(limit)s)
    UNION ALL
    (SELECT subject, action <> 'LIFT' AND milder IS NOT TRUE, entry, answer_by
       FROM directive
      WHERE partner = %(partner)s AND next_attempt_at IS NULL
        AND answer_by > %(never_answered)s
        AND answer_by - make_interval(secs => answer_within_s) > %(never)s
        AND (action <> 'LIFT' AND milder IS NOT TRUE) <= %(burdens)s
        AND (action = 'LIFT' OR milder
             OR (measure <> ALL(%(measures_on_hold)s::text[])
                 AND (%(sources_on_hold)s::text[] = '{}'
                      OR source_of(terms) <> ALL(%(sources_on_hold)s::text[]))))
      ORDER BY action <> 'LIFT' AND milder IS NOT TRUE, answer_by
      LIMIT %(limit)s)
    UNION ALL
    (SELECT subject, true, entry, 'infinity'::timestamptz
       FROM directive
      WHERE partner = %(partner)s AND action = 'AMEND' AND sequence IS NULL
        AND superseded_at IS NULL AND milder IS NULL
        AND (valid_until IS NULL OR valid_until >= %(today)s::date)
      LIMIT %(limit)s)
    UNION ALL
    (SELECT subject, true, entry, 'infinity'::timestamptz
       FROM directive
      WHERE partner = %(partner)s AND sequence IS NOT NULL
        AND answer_no IS DISTINCT FROM weighed_no
      LIMIT %(limit)s)
  ) AS due
 WHERE NOT EXISTS (SELECT FROM generation WHERE told_at IS NULL)
 GROUP BY subject
 ORDER BY CASE WHEN NOT %(longest_waiting)s THEN min(burden::int) END,
          CASE WHEN %(longest_waiting)s THEN min(since) END NULLS FIRST, min(entry)
 LIMIT %(limit)s
