"""A draft made of sections is the document made whole; of what was made before only what changed is made anew."""

from __future__ import annotations

import fcntl
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.cache import caches

from workplan_portal.documents import drafts, workers
from workplan_portal.documents.aloud import read_aloud
from workplan_portal.documents.cutting import cut
from workplan_portal.documents.jobs import Job, Work
from workplan_portal.documents.look import Logo
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.storing import write_once
from workplan_portal.documents.workers import Limits, Workers

from .logos import logos_in, small_logo
from .report import report_html
from .sample import ATTACHMENTS, METADATA, sample_html
from .test_render import text_of
from .validation import assert_valid

JOB = Job(sample_html(), METADATA, our_resources(), ATTACHMENTS)
PATIENCE = 120  # seconds


class Counting(Workers):
    """Workers that remember what was asked of them."""

    def __init__(self) -> None:
        super().__init__(Limits())
        self.made: list[Work] = []

    def _render(self, job: Work, page: object) -> bytes:
        self.made.append(job)
        return super()._render(job, page)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pool() -> Iterator[Counting]:
    with pytest.MonkeyPatch.context() as patch:
        counting = Counting()
        patch.setattr(workers, "_workers", counting)
        yield counting
        counting.stop()


@pytest.fixture(autouse=True)
def _nothing_asked_yet(pool: Counting) -> None:
    pool.made.clear()


def made(job: Job = JOB, name: str = "plan") -> bytes:
    """And wait until all is prepared for the next change."""
    file = drafts.ask(name, job, patience=PATIENCE)
    assert isinstance(file, bytes)
    for maker in list(drafts._under_way.values()):
        maker.join()
    return file


def changed(before: str, after: str) -> Job:
    assert JOB.html.count(before) == 1
    return replace(JOB, html=JOB.html.replace(before, after))


@pytest.mark.requires("java")
def test_no_reader_can_tell_it_from_the_whole(pool: Counting) -> None:
    caches["documents"].clear()
    logo = Logo(write_once(small_logo(), JOB.resources.stored), "Waterstad")
    job = replace(JOB, html=sample_html(logo=logo))
    joined, whole = made(job), workers.rendered(job)

    assert len(pool.made) > 5
    assert_equal(joined, whole)
    assert logos_in(joined) == ["Logo van Waterstad"]
    with pikepdf.open(io.BytesIO(joined)) as ours:
        assert set(ours.attachments) == {attachment.name for attachment in ATTACHMENTS}
        assert ours.docinfo.Title == METADATA.title
    assert_valid(joined, "3a", "ua1")


def test_a_report_says_the_same_in_sections(pool: Counting) -> None:
    """Its no-break spaces too, which look like a space and so share a shape with it."""
    job = replace(JOB, html=report_html())
    joined = made(job, "report")

    assert len(pool.made) > 3
    assert_equal(joined, workers.rendered(job))


def test_after_a_change_only_its_section_is_made_again(pool: Counting) -> None:
    before = made()
    pool.made.clear()
    after = made(changed("wildplassen en vernieling", "herrie"))

    assert len(pool.made) == 2  # the section, and joining it with the others
    assert "herrie" in text_of(after)
    assert drafts.last("plan") == after
    assert made() == before
    assert len(pool.made) == 2


def test_a_long_chapter_is_cut_where_a_page_began(pool: Counting) -> None:
    """The block "fietsen" is pushed to the top of a page: from then on what stands before it and after are apart."""
    block = '<article class="block" id="fietsen">'

    def pushed(millimetres: int, word: str) -> Job:
        html = changed(block, f'<div style="height: {millimetres}mm"></div>{block}').html
        return replace(JOB, html=html.replace("wildplassen", word))

    made(pushed(80, "een"), "long")
    pool.made.clear()
    third = made(pushed(80, "drie"), "long")
    assert [job.until for job in pool.made if isinstance(job, Job)] == ["fietsen"]
    assert_equal(third, workers.rendered(pushed(80, "drie")))

    assert_equal(made(pushed(20, "drie"), "long"), workers.rendered(pushed(20, "drie")))  # it begins no page any more


def test_an_article_that_stands_whole_is_not_cut_and_begins_a_page_by_all_of_it(pool: Counting) -> None:
    block = '<article class="block" id="fietsen">'

    def pushed(millimetres: int, word: str) -> Job:
        whole = block.replace('"block"', '"block block--whole"')
        html = changed(block, f'<div style="height: {millimetres}mm"></div>{whole}').html
        return replace(JOB, html=html.replace("wildplassen", word))

    made(pushed(40, "een"), "whole")
    pool.made.clear()
    again = made(pushed(40, "drie"), "whole")
    assert [job.until for job in pool.made if isinstance(job, Job)] == ["fietsen"]
    assert_equal(again, workers.rendered(pushed(40, "drie")))


@pytest.mark.requires("java")
def test_an_article_is_cut_between_what_stands_in_it(pool: Counting) -> None:
    """The second aim of "fietsen" begins a page. A word in the first is of two sections: the one before ends there."""
    block, aim = (
        '<article class="block" id="fietsen">',
        '<div class="stated">\n        <p class="label">Doelstelling</p>',
    )

    def filled(word: str) -> Job:
        html = changed(block, f'<div style="height: 80mm"></div>{block}').html
        html = html.replace(aim, f'<div style="height: 212mm"></div>{aim}')
        return replace(JOB, html=html.replace("Wie zijn fiets", f"{word} zijn fiets"))

    made(filled("Wie"), "article")
    pool.made.clear()
    again = made(filled("Ieder die"), "article")
    sections = [job for job in pool.made if isinstance(job, Job)]
    assert [section.until for section in sections] == ["fietsen", "fietsen~2"]
    assert "Fietsdiefstal</th>" not in sections[1].html
    assert_equal(again, workers.rendered(filled("Ieder die")))
    assert_valid(again, "3a", "ua1")


def test_a_new_page_moves_what_comes_after_it_and_the_numbers_in_the_contents(pool: Counting) -> None:
    made()
    pool.made.clear()
    longer = changed("Waterstad wil een veilige stad zijn", "<br>" * 60 + "Waterstad wil een veilige stad zijn")

    assert text_of(made(longer), "-layout") == text_of(workers.rendered(longer), "-layout")
    assert len(pool.made) == 5  # the section, contents, heads and feet, joining; and the whole, to compare with


def test_whoever_asks_together_waits_for_one_file(pool: Counting) -> None:
    job = changed("wildplassen", "geroep")
    with ThreadPoolExecutor(4) as threads:
        files = set(threads.map(lambda _number: made(job), range(4)))

    assert len(files) == 1
    assert len(pool.made) == 2


def test_what_another_process_is_making_is_not_made_twice(pool: Counting) -> None:
    job, key = changed("wildplassen", "getier"), drafts._key(changed("wildplassen", "getier"))
    folder = Path(settings.DATA_DIR) / "making"
    folder.mkdir(exist_ok=True)
    with (folder / drafts._known_as("plan")).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert isinstance(drafts.ask("plan", job, patience=0.1), drafts.UnderWay)
        caches["documents"].set(key, b"%PDF made elsewhere", 60)

    assert made(job) == b"%PDF made elsewhere"
    assert pool.made == []


def test_what_has_no_chapters_is_made_whole() -> None:
    assert cut("<html lang=nl><p>Kort.</p>") is None
    assert cut("<html><head></head><body><main><section class=chapter><p>Een.</p></section></main></body>") is None


def assert_equal(joined: bytes, whole: bytes) -> None:
    """To the eye, to the ear and to the hand."""
    assert text_of(joined, "-layout") == text_of(whole, "-layout")
    assert read_aloud(joined) == read_aloud(whole)
    with pikepdf.open(io.BytesIO(joined)) as ours, pikepdf.open(io.BytesIO(whole)) as theirs:
        assert links_of(ours) == links_of(theirs)
        assert bookmarks_of(ours) == bookmarks_of(theirs)


def links_of(pdf: pikepdf.Pdf) -> list[tuple[str, str, list[float]]]:
    return [
        (str(link.Contents), str(link.get("/Dest", "")), [round(float(number), 1) for number in link.Rect])
        for page in pdf.pages
        for link in page.get("/Annots", [])
    ]


def bookmarks_of(pdf: pikepdf.Pdf) -> list[tuple[str, int, float]]:
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[tuple[str, int, float]] = []

    def walk(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            page, _kind, _left, top, *_zoom = item.destination  # type: ignore[misc, union-attr]
            found.append((item.title, numbers[page.objgen], round(float(top), 1)))
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(list(outline.root))
    return found
