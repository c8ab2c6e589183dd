"""Deciding, without the process around it: messages read, entries decided and committed."""
