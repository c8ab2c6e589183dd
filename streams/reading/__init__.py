"""
查询: what people and programs ask of the hub, read from the database in one place.

The HTTP interface and the command line say the same because both read here. Nothing here changes
what the line decided; a question about a subject is itself written down.
"""
