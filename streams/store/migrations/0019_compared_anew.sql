-- Other words or documents than before no longer count as more than a partner holds (R12): what was found to be no
-- milder amendment, and waits still, is compared once more.

-- depends: 0018_agenda

UPDATE directive SET milder = NULL
 WHERE milder IS FALSE AND action = 'AMEND' AND sequence IS NULL AND superseded_at IS NULL;
