"""A file travels once, in parts when asked, under its own name, and is kept only by who may keep it."""

from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from workplan_portal.documents.canonical import digest
from workplan_portal.documents.models import StoredFile
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.documents.store import path, read, store
from workplan_portal.documents.storing import DamagedFile, path_of, write_once

CONTENT = bytes(range(256)) * 10
ETAG = f'"{digest(CONTENT)}"'


def answer(method: str = "get", **headers: str) -> HttpResponseBase:
    request = getattr(RequestFactory(), method)("/plan.pdf", headers=headers)
    return serve_bytes(request, CONTENT, "Jaarwerkplan 2021 – één.pdf", "application/pdf")


def body(response: HttpResponseBase) -> bytes:
    return response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]


def test_the_whole_file_says_what_it_is() -> None:
    response = answer()

    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == "2560"
    assert response.headers["ETag"] == ETAG
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline; filename*=utf-8''Jaarwerkplan%202021")
    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"])
def test_who_already_has_it_gets_nothing_again(known: str) -> None:
    response = answer(if_none_match=known)

    assert response.status_code == 304
    assert body(response) == b""
    assert response.headers["ETag"] == ETAG


def test_another_file_is_no_reason_to_keep_silent() -> None:
    assert answer(if_none_match='"other"').status_code == 200


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, 2559),
        ("bytes=-10", 2550, 2559),
        ("bytes=-9999", 0, 2559),
        ("bytes=2500-9999", 2500, 2559),
    ],
)
def test_a_part_is_exactly_that_part(asked: str, first: int, last: int) -> None:
    response = answer(range=asked)

    assert response.status_code == 206
    assert body(response) == CONTENT[first : last + 1]
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/2560"
    assert response.headers["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=2560-", "bytes=9-2", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(asked: str) -> None:
    response = answer(range=asked)

    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */2560"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=-", f"bytes=0-{'9' * 5000}"])
def test_what_is_no_single_range_gets_the_whole(asked: str) -> None:
    assert answer(range=asked).status_code == 200


def test_a_part_of_an_older_file_gets_the_whole_new_one() -> None:
    assert answer(range="bytes=0-9", if_range='"old"').status_code == 200
    assert answer(range="bytes=0-9", if_range=ETAG).status_code == 206


def test_a_head_request_gets_the_same_labels() -> None:
    response = answer("head", range="bytes=0-9")

    assert response.status_code == 200
    assert response.headers["Content-Length"] == "2560"


def test_a_public_file_may_be_kept_by_everyone() -> None:
    request = RequestFactory().get("/plan.pdf")
    response = serve_bytes(request, CONTENT, "plan.pdf", "application/pdf", inline=False, public=True)

    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'


@pytest.mark.django_db
def test_a_stored_file_is_served_from_the_disk() -> None:
    stored = store(CONTENT, "application/pdf")

    whole = serve_stored(RequestFactory().get("/"), stored, "plan.pdf")
    part = serve_stored(RequestFactory().get("/", headers={"range": "bytes=5-6"}), stored, "plan.pdf")

    assert (body(whole), body(part)) == (CONTENT, CONTENT[5:7])
    assert whole.headers["ETag"] == ETAG


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once_and_can_be_read_back() -> None:
    first, second = store(CONTENT, "application/pdf"), store(CONTENT, "application/pdf")

    assert first == second
    assert StoredFile.objects.get() == first
    assert (first.sha256, first.size, first.media_type) == (digest(CONTENT), 2560, "application/pdf")
    assert read(first) == CONTENT


@pytest.mark.django_db
def test_damage_on_the_disk_is_noticed_and_the_next_writing_does_not_hide_it() -> None:
    stored = store(b"the adopted text", "text/plain")
    file = path(stored)
    file.chmod(0o644)
    file.write_bytes(b"the altered text")

    with pytest.raises(DamagedFile, match="has changed"):
        read(stored)
    file.unlink()
    with pytest.raises(DamagedFile, match="can't be read"):
        read(stored)


def test_writing_never_overwrites_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    sha256 = write_once(b"text", tmp_path)
    before = path_of(sha256, tmp_path).stat()

    assert write_once(b"text", tmp_path) == sha256
    assert path_of(sha256, tmp_path).stat().st_mtime_ns == before.st_mtime_ns
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [sha256]
    assert not before.st_mode & 0o222
