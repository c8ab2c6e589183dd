"""The hub's contracts: Avro records, their registry and the catalogue of rules."""
