UPDATE hold SET released_at = now()
 WHERE scope = %(scope)s AND name = %(name)s AND released_at IS NULL
