"""待发箱: what a department publishes, kept encrypted on disk until the broker has it."""
