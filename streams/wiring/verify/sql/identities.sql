SELECT identity, subject FROM identity
 WHERE %(subjects)s::uuid[] IS NULL OR subject = ANY(%(subjects)s::uuid[])
