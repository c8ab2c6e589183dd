SELECT record, since, settled_entry FROM waiting ORDER BY record
