"""What a department is shown of a message of chapter 1, by name."""

from scenario.hub import Shown

ACCEPTED, REPEAT, MERGED = Shown("ACCEPTED"), Shown("REPEAT", "E1401"), Shown("MERGED")
CORRECTED, ENDED, REVOKED = Shown("CORRECTED"), Shown("ENDED"), Shown("REVOKED")
PARKED = Shown("PARKED", "E1403")
CONFLICT = Shown("REFUSED", "E1402")
NOT_ENTITLED = Shown("STORED", "E1305")
OF_NO_DECISION = Shown("STORED", "E1405")
