"""Files by the digest of their bytes: written once and whole, never overwritten, checked when asked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .canonical import digest


class DamagedFile(Exception):  # noqa: N818 -- read where it is raised and caught, it is a sentence
    """The bytes on disk are gone or no longer have the digest they are kept under."""


def path_of(sha256: str, directory: Path) -> Path:
    """Two levels of folders, so that none holds too many files."""
    return directory / sha256[:2] / sha256[2:4] / sha256


def write_once(content: bytes, directory: Path) -> str:
    """Returns the digest. A crash leaves the old state or the new one, never half a file."""
    sha256 = digest(content)
    path = path_of(sha256, directory)
    if path.exists() and path.stat().st_size == len(content):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o444)
        Path(temporary).rename(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _keep_the_name(path.parent)
    return sha256


def read_verified(sha256: str, directory: Path) -> bytes:
    try:
        content = path_of(sha256, directory).read_bytes()
    except OSError as error:
        raise DamagedFile(f"The file {sha256} can't be read: {error.strerror}.") from error
    if digest(content) != sha256:
        raise DamagedFile(f"The file {sha256} has changed on disk.")
    return content


def _keep_the_name(folder: Path) -> None:
    """After a rename the folder must reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
