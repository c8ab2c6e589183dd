"""重放: decide the journal again from the topics, and compare what came of it."""
