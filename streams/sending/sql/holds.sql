-- Holds of an operator.

-- name: holds
SELECT scope, name FROM hold
 WHERE released_at IS NULL AND (scope <> 'PARTNER' OR name = %(partner)s)

-- name: add_hold
INSERT INTO hold (id, scope, name)
VALUES (%(id)s, %(scope)s, %(name)s)

-- name: end_hold
UPDATE hold SET released_at = now()
 WHERE scope = %(scope)s AND name = %(name)s AND released_at IS NULL
