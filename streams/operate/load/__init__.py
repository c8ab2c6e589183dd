"""压力: synthetic traffic for a hub on this machine, at a given rate, and what was acknowledged."""
