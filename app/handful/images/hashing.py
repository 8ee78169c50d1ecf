"""Content hashes: the same bytes have the same hash, whatever the file is called."""

from __future__ import annotations

import hashlib
from pathlib import Path

from handful.images.errors import PictureError
from handful.images.files import open_regular, reason_for


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes as 64 hex digits, read in pieces; raises PictureError."""
    with open_regular(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise PictureError(reason_for(error, path)) from error


def hash_bytes(data: bytes) -> str:
    """What `content_hash` says of a file with these bytes."""
    return hashlib.sha256(data).hexdigest()
