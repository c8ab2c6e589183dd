"""The freezes of chapter 5 as the bank is told of them."""

from scenario.cast import A
from scenario.expect import on

FROZEN = on(A, "BNK-02", "court|12|")
FROZEN_BY_COURT2 = on(A, "BNK-02", "court2|12|")
