"""Pages travel compressed, files as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from workplan_portal.interface.compression import CompressPages

ASKS = {"Accept-Encoding": "gzip, br"}


@pytest.mark.django_db
def test_a_page_is_a_fraction_of_its_size_and_the_same_page() -> None:
    plain, packed = Client().get("/hulp/"), Client().get("/hulp/", headers=ASKS)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 3
    assert b"<h1" in gzip.decompress(packed.content)


def test_its_size_tells_nothing_about_what_is_in_it() -> None:
    request = RequestFactory().get("/", headers=ASKS)
    pages = [CompressPages(lambda _request: HttpResponse(b"x" * 5000))(request) for _number in range(30)]

    assert len({len(page.content) for page in pages}) > 1


def test_a_file_keeps_its_own_bytes(tmp_path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF" + b"x" * 5000)
    request = RequestFactory().get("/", headers=ASKS)
    answer = CompressPages(lambda _request: FileResponse(file.open("rb")))(request)

    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer.streaming_content) == file.read_bytes()
