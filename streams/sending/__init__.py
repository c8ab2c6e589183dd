"""The edge that tells partners and departments: claims, the relay to topics, the push connector."""
