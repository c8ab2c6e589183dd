-- A backup was brought back, and partners are told nothing until an operator has them told.
SELECT 1 FROM generation WHERE told_at IS NULL LIMIT 1
