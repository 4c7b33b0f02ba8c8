"""The production server on a free port of this machine, and a browser that asks it one thing at a time."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.bench.stopwatch import HEADER

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for the server to answer the first time, and for any answer after that
COMPRESSION = 6  # of gzip, as proxies do it
FORM = "application/x-www-form-urlencoded"
TOKEN = "t" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    milliseconds: float  # as the browser waited, until the last byte

    @property
    def processor(self) -> float:
        """Milliseconds the server worked for it, before it began to send."""
        found = re.search(r"cpu;dur=([\d.]+)", self.headers.get(HEADER, ""))
        return float(found[1]) if found else float("nan")

    @property
    def is_compressed(self) -> bool:
        return "Content-Encoding" in self.headers

    @property
    def compressed_size(self) -> int:
        """As it was sent, when the server compresses; else as a proxy would send it."""
        return len(self.body) if self.is_compressed else len(gzip.compress(self.body, COMPRESSION))


class Browser:
    """One connection that is kept open. Whoever asks is told by the cookie."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, path: str, session: str = "", **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if session:
            sent["Cookie"] = f"sessionid={session}"
        return self._ask("GET", path, sent)

    def post(self, path: str, body: str, session: str, **headers: str) -> Answer:
        """A form, with the token that shows it is one of ours."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": FORM}
        return self._ask("POST", path, sent, body)

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: str | None = None) -> Answer:
        try:
            return self._answer(method, path, headers, body)
        except (HTTPException, ConnectionError):  # the server ends a connection on which nothing was asked for a while
            self._connection.close()
            return self._answer(method, path, headers, body)

    def _answer(self, method: str, path: str, headers: Mapping[str, str], sent: str | None) -> Answer:
        began = time.perf_counter()
        self._connection.request(method, path, sent, dict(headers))
        response = self._connection.getresponse()
        body = response.read()
        took = 1000 * (time.perf_counter() - began)
        return Answer(response.status, response.headers, body, took)


@contextmanager
def running_server(environment: Mapping[str, str]) -> Iterator[Browser]:
    """As `make run` starts it, but with one process: so every page is asked of the process that was warmed up."""
    port = _free_port()
    address = {"HOST": "127.0.0.1", "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}", "WEB_CONCURRENCY": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:workplan_portal.serve", "workplan_portal.wsgi"],
        cwd=ROOT,
        env={**os.environ, **environment, **address},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, port)
        yield Browser(port)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    for _attempt in range(PATIENCE * 10):
        if server.poll() is not None:
            break
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The production server did not start; what it said stands above.")
