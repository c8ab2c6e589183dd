"""数据库: the schema's migrations, and connections to it."""

from streams.wiring.database.migrate import migrate, pending_migrations

__all__ = ["migrate", "pending_migrations"]
