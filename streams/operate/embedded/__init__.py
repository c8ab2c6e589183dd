"""A real Kafka broker and a real PostgreSQL that need nothing but this project's own packages."""
