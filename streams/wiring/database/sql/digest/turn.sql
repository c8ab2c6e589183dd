SELECT record, day FROM turn ORDER BY record
