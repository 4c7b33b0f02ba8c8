"""Stored files and the rows that know them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from django.conf import settings

from .models import StoredFile
from .storing import DamagedFile, path_of, read_verified, write_once


def store(content: bytes, media_type: str) -> StoredFile:
    """The bytes are on disk before the row exists. The same bytes are kept once, with the media type they came with
    first."""
    sha256 = write_once(content, files_dir())
    stored, _created = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"media_type": media_type, "size": len(content)}
    )
    return stored


def read(stored: StoredFile) -> bytes:
    """Raises DamagedFile when the bytes are gone or changed."""
    return read_verified(stored.sha256, files_dir())


def open_whole(stored: StoredFile) -> IO[bytes]:
    """For who reads it in parts: its digest is not checked. Raises DamagedFile when bytes are missing."""
    try:
        file = path(stored).open("rb")
    except OSError as error:
        raise DamagedFile(f"The file {stored.sha256} can't be read: {error.strerror}.") from error
    if os.fstat(file.fileno()).st_size != stored.size:
        file.close()
        raise DamagedFile(f"The file {stored.sha256} has another size on disk.")
    return file


def path(stored: StoredFile) -> Path:
    return path_of(stored.sha256, files_dir())


def files_dir() -> Path:
    return Path(settings.FILES_DIR)
