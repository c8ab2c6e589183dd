"""
The Confluent registry's HTTP interface over the manifest, read only.

Clients in any language fetch schemas here, look up the id of a schema they have, and ask whether a
change would be compatible. A schema gets in by a change of this repository, never over HTTP.
"""
