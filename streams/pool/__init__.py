"""公共信用池: the facts with their provenance, and what a subject's standing is on a day."""
