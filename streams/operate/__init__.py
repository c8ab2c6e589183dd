"""For who runs a hub: commands, supervision, servers, backup, replay, import, load."""
