SELECT what, key, due_on FROM agenda WHERE due_on IS NOT NULL ORDER BY what COLLATE "C", key
