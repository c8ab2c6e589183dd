"""Samples whose subject has a code that cannot be, and what is said: code and field."""

from support.accepting import body

SINGLE = "92999900MA0000007Q"

FAULTY_SUBJECTS = [
    # codes of the subject
    ("ListEntry", {"subject": body(uscc="91999900MA0000008U")}, "E1002", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="91999900MA0000007")}, "E1002", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="91999900MA000000IU")}, "E1002", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="", org_code="MA0000008")}, "E1002", "subject.org_code"),
    ("ListEntry", {"subject": body(org_code="MA0000K12")}, "E1001", "subject.org_code"),
    ("ListEntry", {"subject": body(uscc="00000000000000000X")}, "E1004", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="000000000000000000")}, "E1004", "subject.uscc"),
    ("ListEntry", {"document_no": "无"}, "E1004", "document_no"),
    ("AdministrativePenalty", {"document_no": "／"}, "E1004", "document_no"),
    ("AdministrativePenalty", {"document_no": "000"}, "E1004", "document_no"),
    ("ListEntry", {"subject": body(uscc="91999900MA****007U")}, "E1005", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc=SINGLE, org_code="")}, "E1006", "subject.uscc"),
    ("ListEntry", {"subject": body(kind="INDIVIDUAL_BUSINESS")}, "E1006", "subject.uscc"),
    ("ListEntry", {"subject": body(kind="UNREGISTERED")}, "E1006", "subject.kind"),
    ("ListEntry", {"subject": body(kind="UNKNOWN")}, "E1102", "subject.kind"),
    ("ListEntry", {"subject": body(name=" ")}, "E1101", "subject.name"),
    (
        "ListEntry",
        {"subject": body(id_type="ID_CARD", id_number="999999199001010016")},
        "E1006",
        "subject.id_number",
    ),
    (
        "ListEntry",
        {"subject": body(uscc="", org_code="", registration_no="")},
        "E1105",
        "subject.uscc",
    ),
]
