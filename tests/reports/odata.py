"""A stand-in for the OData service of Statistics Netherlands: the same addresses, filters, padding, pages and moods."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

FILTER = re.compile(r"(\w+) eq '([A-Z0-9 ]{10})' and substring\(Perioden,0,4\) eq '([0-9]{4})'\Z")
PAGE = 5


@dataclass
class Service:
    """`moods` are the statuses it gives first, before it answers; `elsewhere` is where its second pages are."""

    rows: list[dict[str, Any]]
    moods: list[int] = field(default_factory=list)
    elsewhere: str = ""
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> dict[str, Any]:
        self.asked.append(path)
        query = parse_qs(urlsplit(path).query)
        found = FILTER.match(query["$filter"][0])
        assert found, path
        column, area, year = found.groups()
        wanted = [row for row in self.rows if row[column] == area and row["Perioden"].startswith(year)]
        skip = int(query.get("$skiptoken", ["0"])[0])
        page: dict[str, Any] = {"odata.metadata": "x", "value": wanted[skip : skip + PAGE]}
        if len(wanted) > skip + PAGE:
            further = path.partition("&$skiptoken")[0] + f"&$skiptoken={skip + PAGE}"
            page["odata.nextLink"] = (self.elsewhere or self.address) + further
        return page


@contextmanager
def serving(service: Service) -> Iterator[str]:
    """The address of its catalogue."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 -- the name that http.server asks
            status = service.moods.pop(0) if service.moods else 200
            body = json.dumps(service.answer(self.path)).encode() if status == 200 else b"busy"
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"{service.address}/OData"
        finally:
            server.shutdown()
