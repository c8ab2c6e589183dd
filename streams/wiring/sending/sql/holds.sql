SELECT scope, name FROM hold
 WHERE released_at IS NULL AND (scope <> 'PARTNER' OR name = %(partner)s)
