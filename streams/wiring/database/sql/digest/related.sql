SELECT subject, record, grounding FROM related ORDER BY subject, record, grounding
