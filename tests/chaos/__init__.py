"""A whole city under real faults: seeded ones, while it works, and a look at it from outside."""
