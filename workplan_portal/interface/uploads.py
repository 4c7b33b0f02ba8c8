"""How much may come along with a form at all.

Django keeps whatever file is sent, in a temporary place, before any form can refuse it; strangers may send forms too.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_SENT = 200 * 1024 * 1024
"""Bytes: twice the largest file that a form takes, so that whoever chooses one a little too large reads that there."""


class TooMuchSent(RequestDataTooBig):
    """A file, and not a text that somebody typed."""


class NotEndless(FileUploadHandler):
    """Stands before the handlers that keep a file, and leaves that to them."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803
        if content_length > MOST_SENT:
            raise TooMuchSent("More than any form takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
