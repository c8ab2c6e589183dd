SELECT identity, subject FROM identity ORDER BY identity
