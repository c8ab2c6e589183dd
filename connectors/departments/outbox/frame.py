"""
How one record stands in the outbox file: length and checksums in the open, the rest encrypted.

A file begins with `HEADER`: a magic word, sixteen random bytes that name the file, the sequence of
its first record, a checksum. A frame is its head (length of the body, sequence, version of the key,
checksum of the head), the body (nonce, then topic, key and message under AES-256-GCM, bound to file
and sequence), and a checksum of the body. Numbers are big-endian.
"""

import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from connectors.departments.key_file import Key

_HEADER: Final = struct.Struct(">8s16sQI")
_HEAD: Final = struct.Struct(">IQHI")
_CHECK: Final = struct.Struct(">I")
_MAGIC: Final = b"CREDOUT1"
_NONCE_BYTES: Final = 12
#: No body is longer: a message has at most 64 KiB, its names far less.
_LONGEST_BODY: Final = 1 << 20

HEADER_BYTES: Final = _HEADER.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message to be sent."""

    topic: str
    record_no: str
    message: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Names one outbox file; `first` is the sequence of its first record."""

    file_id: bytes
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An intact frame as it stands in the file; `end` is the offset after it."""

    sequence: int
    key_version: int
    body: bytes = field(repr=False)
    end: int


class Torn(Exception):
    """The last write was cut short; what stands before it is whole."""


class Damaged(Exception):
    """Bytes changed after they were written; the text says which."""


def new_header(first: int) -> bytes:
    """The bytes of a header with a fresh name."""
    front = _HEADER.pack(_MAGIC, secrets.token_bytes(16), first, 0)[: -_CHECK.size]
    return front + _CHECK.pack(crc32(front))


def read_header(content: bytes) -> Header:
    """The header at the start of a file's bytes. Raises `Damaged`."""
    if len(content) < HEADER_BYTES:
        raise Damaged("its header is cut short")
    magic, file_id, first, check = _HEADER.unpack_from(content)
    if magic != _MAGIC or check != crc32(content[: HEADER_BYTES - _CHECK.size]):
        raise Damaged("its header is not one")
    return Header(file_id=file_id, first=first)


def seal(letter: Letter, sequence: int, header: Header, key: Key) -> bytes:
    """The bytes of one frame."""
    names = json.dumps([letter.topic, letter.record_no]).encode()
    plain = struct.pack(">H", len(names)) + names + letter.message
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = AESGCM(key.versions[key.newest])
    body = nonce + cipher.encrypt(nonce, plain, _bound(header, sequence))
    front = _HEAD.pack(len(body), sequence, key.newest, 0)[: -_CHECK.size]
    return front + _CHECK.pack(crc32(front)) + body + _CHECK.pack(crc32(body))


def next_frame(content: bytes, offset: int, sequence: int) -> Sealed | None:
    """
    The frame at `offset`, which must bear `sequence`; None at the end of the file.

    Raises `Torn` when the file ends inside it, `Damaged` when it is whole and wrong.
    """
    left = len(content) - offset
    if left == 0:
        return None
    if left < _HEAD.size:
        raise Torn
    length, found, key_version, check = _HEAD.unpack_from(content, offset)
    if check != crc32(content[offset : offset + _HEAD.size - _CHECK.size]):
        # A file may have grown before all its bytes came: then zeros follow.
        if not any(content[offset + _HEAD.size :]):
            raise Torn
        raise Damaged(f"the head of record {sequence} is not one")
    if length > _LONGEST_BODY or found != sequence:
        raise Damaged(f"record {sequence} is out of its place")
    start, end = offset + _HEAD.size, offset + _HEAD.size + length + _CHECK.size
    if end > len(content):
        raise Torn
    body = content[start : start + length]
    if _CHECK.unpack_from(content, start + length)[0] != crc32(body):
        if end == len(content) or not any(content[end:]):
            raise Torn
        raise Damaged(f"the checksum of record {sequence} does not hold")
    return Sealed(sequence=sequence, key_version=key_version, body=body, end=end)


def unseal(frame: Sealed, header: Header, key: Key) -> Letter:
    """The message of an intact frame. Raises `Damaged` when the key is another."""
    secret = key.versions.get(frame.key_version)
    if secret is None:
        raise Damaged(f"record {frame.sequence} needs version {frame.key_version} of the key")
    nonce, hidden = frame.body[:_NONCE_BYTES], frame.body[_NONCE_BYTES:]
    try:
        plain = AESGCM(secret).decrypt(nonce, hidden, _bound(header, frame.sequence))
    except InvalidTag:
        raise Damaged(f"the key does not open record {frame.sequence}") from None
    (length,) = struct.unpack_from(">H", plain)
    topic, record_no = json.loads(plain[2 : 2 + length])
    return Letter(topic=topic, record_no=record_no, message=plain[2 + length :])


def _bound(header: Header, sequence: int) -> bytes:
    return header.file_id + sequence.to_bytes(8, "big")
