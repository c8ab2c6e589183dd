SELECT record, since, expired, settled_entry FROM waiting ORDER BY record
