SELECT identity, subject FROM identity WHERE identity = ANY(%(identities)s::uuid[])
