SELECT partner, (paused_because IS NOT NULL)::int, failures FROM channel
