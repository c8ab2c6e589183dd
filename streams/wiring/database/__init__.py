"""数据库: the schema's migrations, connections to it, and the line's state in it."""
