"""
接口: the hub's HTTP interface.

It writes to topics and to the table of commands, and reads; it never decides anything.
"""
