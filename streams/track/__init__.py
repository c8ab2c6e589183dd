"""回执反馈: what a partner says it did, and what follows from it."""
