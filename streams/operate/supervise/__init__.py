"""守护: starts the servers and the hub's processes, watches them, and ends them in good order."""
