"""The two sides of the hub: departments that report, partners that act, and the public."""
