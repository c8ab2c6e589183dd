-- An amendment that is milder than what its partner holds waits neither for a signature nor behind a
-- hold (R12). What has waited so far is compared once.

-- depends: 0014_unsent

-- Of an AMEND: it was claimed as such a milder one; false: it was compared and waits; null: neither.
ALTER TABLE directive ADD COLUMN milder boolean;

DROP INDEX directive_to_send;
CREATE INDEX directive_to_send
    ON directive (partner, (action <> 'LIFT' AND milder IS NOT TRUE), next_attempt_at)
 WHERE next_attempt_at IS NOT NULL;
DROP INDEX directive_awaited;
CREATE INDEX directive_awaited
    ON directive (partner, (action <> 'LIFT' AND milder IS NOT TRUE), answer_by)
 WHERE answer_by IS NOT NULL AND next_attempt_at IS NULL;
CREATE INDEX directive_to_compare ON directive (partner)
 WHERE action = 'AMEND' AND sequence IS NULL AND superseded_at IS NULL AND milder IS NULL;
