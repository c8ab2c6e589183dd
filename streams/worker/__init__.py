"""The deciding process: reads the input topics, decides entry by entry, commits."""
