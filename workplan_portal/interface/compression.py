"""Pages travel compressed: the text of a plan in a sixth of its size, for a few milliseconds of work.

Django pads each answer with a random number of bytes, so that its size tells nothing about a secret in it (BREACH), and
masks its CSRF tokens anew each time.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """Not files: a PDF is compressed already, and its length, its parts and its ETag are those of its own bytes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)
