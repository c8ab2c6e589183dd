SELECT no, name, source FROM topic ORDER BY no
