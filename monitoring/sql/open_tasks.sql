SELECT kind, count(*) FROM task WHERE closed_entry IS NULL GROUP BY kind
