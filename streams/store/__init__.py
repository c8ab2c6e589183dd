"""The store in PostgreSQL: statements, migrations, what is sealed, and how rows become values."""
