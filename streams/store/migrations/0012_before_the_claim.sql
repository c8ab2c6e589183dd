-- An answer that was written down while its directive had no sequence answers nothing that was sent,
-- and is none to the sender (R14). It stays in the table `answer`; the directive says which those are.

-- depends: 0011_aside

ALTER TABLE directive ADD COLUMN early_through bigint;  -- answers of entries up to this one came before the claim

UPDATE directive
   SET early_through = (SELECT max(a.entry) FROM answer a
                         WHERE a.directive_id = directive.directive_id AND a.refused = ''),
       answer_no = NULL, answer = NULL, answer_code = NULL, answered_at = NULL
 WHERE sequence IS NULL AND answer_no IS NOT NULL;
