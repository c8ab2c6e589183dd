"""Numbers of documents, cases and orders, as they are compared (R3)."""

import unicodedata

_BRACKETS = str.maketrans("〔［【〈《｛({〕］】〉》｝)}", "[[[[[[[[]]]]]]]]")


def fold_number(text: str) -> str:
    """Fold a document or case number: NFKC, one form of bracket, no spaces, upper case."""
    folded = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(folded.split()).upper()
