SELECT subject, entry FROM subject ORDER BY subject
