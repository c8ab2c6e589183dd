"""
记录编号: what an importer calls a record, so that the same row gets the same number for ever.

A keyed hash of document number and authority; where a document has several rows, the subject's code
is hashed on top. The key keeps a number from telling who is meant: citizen numbers can be listed
and hashed by anybody. Base 32 has neither 0 nor 1, so no number can hold a date of birth.
"""

import hmac
import re
import unicodedata
from base64 import b32encode
from dataclasses import dataclass
from typing import Final

_OPENING: Final = str.maketrans("〔［【〈《｛({", "[[[[[[[[")
_CLOSING: Final = str.maketrans("〕］】〉》｝)}", "]]]]]]]]")
_SPACES: Final = re.compile(r"\s+")

#: Of a text that may be a number or a code, in characters.
_LONGEST: Final = 4_000

#: What a number looks like: layout, document, and the subject where there are several.
NUMBER: Final = re.compile(r"[A-Z]{2}-[A-Z2-7]{26}(?:-[A-Z2-7]{13})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKey:
    """A decision: its number as folded, and who made it."""

    document_no: str
    authority_uscc: str


def document_key(document_no: str, authority_uscc: str) -> DocumentKey:
    """The key of a decision; width, brackets, spaces and case of its number do not count."""
    return DocumentKey(
        document_no=fold_number(document_no), authority_uscc=fold_code(authority_uscc)
    )


def fold_number(text: str) -> str:
    """
    A document or case number without what is only spelling.

    >>> fold_number("苏税稽罚〔2026〕 17号") == fold_number("苏税稽罚［２０２６］17号")
    True
    """
    folded = _half_width(text).translate(_OPENING).translate(_CLOSING)
    return _SPACES.sub("", folded).upper()


def fold_code(text: str) -> str:
    """A code without spaces, half width, upper case."""
    return _SPACES.sub("", _half_width(text)).upper()


def _half_width(text: str) -> str:
    # To normalise a run of marks takes the square of its length, and no number is as long.
    return unicodedata.normalize("NFKC", text) if len(text) <= _LONGEST else text


def number_of(layout: str, document: DocumentKey, key: bytes) -> str:
    """The number of the only record under a decision; `layout` is two capital letters."""
    return f"{layout}-{_digest(key, layout, document.document_no, document.authority_uscc)[:26]}"


def number_among(layout: str, document: DocumentKey, subject_code: str, key: bytes) -> str:
    """The number of one of several records under a decision."""
    base = number_of(layout, document, key)
    return f"{base}-{_digest(key, base, subject_code)[:13]}"


def one_of_several(record_no: str, base: str) -> bool:
    """Whether a number was given to one of several records under the decision of `base`."""
    return record_no.startswith(f"{base}-")


def _digest(key: bytes, *parts: str) -> str:
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return b32encode(hmac.digest(key, joined.encode(), "sha256")).decode().rstrip("=")
