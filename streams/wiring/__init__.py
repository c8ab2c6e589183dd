"""接线: settings, services, database, clock, commands, HTTP and the embedded servers."""
