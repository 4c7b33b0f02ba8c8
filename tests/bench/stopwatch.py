"""Says in a header what an answer took at the server: how long, and how much of that the processor worked for it."""

from collections.abc import Callable
from time import perf_counter, thread_time

from django.http import HttpRequest, HttpResponse

HEADER = "Server-Timing"


class Stopwatch:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, work = perf_counter(), thread_time()
        response = self.get_response(request)
        took, worked = 1000 * (perf_counter() - began), 1000 * (thread_time() - work)
        response.headers[HEADER] = f"total;dur={took:.3f}, cpu;dur={worked:.3f}"
        return response
