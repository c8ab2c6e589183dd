"""What every process is given: settings, clock, keys, topics, and where it finds the others."""
