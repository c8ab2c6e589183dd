"""How the hub reaches partners: one module a channel, all behind one port (`port.py`)."""
