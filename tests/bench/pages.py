"""The main pages: where each is, who asks, and the floor of the server they are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Block, Plan
from plans.presenters.comparing import source_compared
from priorities.models import Figure, Indicator, PolicyFrame
from reports.compiling import compile_report
from reports.models import Kind, Letter, Publication, Report
from reports.presenters.shelf import file_name
from tests.bench.year import ADOPTED, CORRECTED, JOINT, STARTED_FROM_LAST_YEAR, SUBMITTED, WRITTEN
from workplan_portal.example.cast import ADMINISTRATOR, CHIEF, MAYOR, PLANNER, SAFETY_OFFICER, person

BARE, STATIC = "bare view", "static file"


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    email: str = ""  # of who asks; a stranger when empty
    after_an_edit: bool = False  # the plan that is being written is changed before each time


def floor() -> list[Page]:
    return [Page(STATIC, static("css/portal.css")), Page(BARE, "/bare/")]


def pages() -> list[Page]:
    return [
        *_public(),
        *_reading(),
        *_comparing(),
        *_writing(),
        *_reporting(),
        *_writing_letters(),
        *_knowing(),
        *_administering(),
    ]


def _public() -> Iterator[Page]:
    published = published_plan()
    yield Page("front door, stranger", reverse("home"))
    yield Page("sign in", reverse("account_login"))
    yield Page("help", reverse("help"))
    yield Page("documents", reverse("reports:documents"))
    yield Page("search, stranger", f"{reverse('search')}?q=overlast+jeugd&jaar=2021")
    yield Page("document", reverse("reports:document", args=[published.uuid]))
    yield Page("document as JSON", reverse("reports:document_json", args=[published.uuid]))
    yield Page("document as PDF, stored", pdf_of(published))


def published_plan() -> Publication:
    return Publication.objects.in_force().get(kind=Kind.PLAN, year=ADOPTED)


def pdf_of(published: Publication) -> str:
    return reverse("reports:document_pdf", args=[published.uuid, file_name(published)])


def _reading() -> Iterator[Page]:
    adopted, submitted, written = (_plan(year) for year in (ADOPTED, SUBMITTED, WRITTEN))
    yield Page("home", reverse("home"), SAFETY_OFFICER)
    yield Page("home, planner", reverse("home"), PLANNER)
    yield Page("home, mayor", reverse("home"), MAYOR)
    yield Page("search", f"{reverse('search')}?q=jeugd", SAFETY_OFFICER)
    yield Page("search, words that stand everywhere", f"{reverse('search')}?q=de+politie", SAFETY_OFFICER)
    yield Page("plans", reverse("plans:list"), SAFETY_OFFICER)
    yield Page("plan", reverse("plans:plan", args=[adopted.uuid]), SAFETY_OFFICER)
    yield Page("plan, read a version", reverse("plans:revision", args=[adopted.uuid, 1]), MAYOR)
    preview = reverse("plans:preview", args=[written.uuid])
    yield Page("plan, preview after an edit", preview, SAFETY_OFFICER, after_an_edit=True)
    yield Page("plan, submit", reverse("plans:submit", args=[written.uuid]), SAFETY_OFFICER)
    yield Page("plan, decide", reverse("plans:decide", args=[submitted.uuid]), MAYOR)


def _comparing() -> Iterator[Page]:
    """Of two years: one that grew out of the other, and two that have little in common."""
    started, adopted, joint = (_plan(year) for year in (STARTED_FROM_LAST_YEAR, ADOPTED, JOINT))
    (draft,) = started.drafts.all()
    later = f"{reverse('plans:compare', args=[adopted.uuid])}?van={joint.uuid}:1&naar=1"
    yield Page("compare, with the plan it was started from", source_compared(started, draft), SAFETY_OFFICER)
    yield Page("compare, two years with little in common", later, SAFETY_OFFICER)


def _writing() -> Iterator[Page]:
    plan = _plan(WRITTEN)
    fullest = _fullest_block(plan)
    block = reverse("plans:block", args=[plan.uuid, fullest.uuid])
    texts, frames, terms, write = (
        reverse(f"plans:{name}", args=[plan.uuid]) for name in ("texts", "frames", "terms", "write")
    )
    chapter = reverse("plans:chapter", args=[plan.uuid, fullest.chapter.uuid])
    target = fullest.targets.all()[0].uuid
    yield Page("write", write, PLANNER)
    yield Page("write, texts", texts, PLANNER)
    yield Page("write, frames", frames, PLANNER)
    yield Page("write, footnotes", terms, PLANNER)
    yield Page("write, chapter", chapter, PLANNER)
    yield Page("write, priority", block, PLANNER)
    yield Page("write, words of a priority", f"{block}?bewerk=tekst", PLANNER)
    yield Page("write, a contribution", f"{block}?toevoegen=new-standing", PLANNER)
    yield Page("write, a target", f"{block}?bewerk={target}", PLANNER)
    started = reverse("plans:last_year", args=[_plan(STARTED_FROM_LAST_YEAR).uuid])
    yield Page("write, the plan of last year", started, PLANNER)


def _reporting() -> Iterator[Page]:
    """A released report, and the fullest one while it is being written."""
    released, written = released_report(), Report.objects.get(plan__year=ADOPTED, period=CORRECTED)
    fullest = max(compile_report(written).priorities, key=lambda p: len(p.measurements) + len(p.contributions))
    page = partial(_report_page, written)
    yield Page("reports", reverse("reports:reports"), PLANNER)
    yield Page("report", page("report"), PLANNER)
    yield Page("report, released", _report_page(released, "report"), MAYOR)
    yield Page("report, read", page("read"), PLANNER)
    yield Page("report, read, released", _report_page(released, "read"), MAYOR)
    yield Page("report, read a version", page("release_text", 1), MAYOR)
    yield Page("report, fill in", page("fill"), PLANNER)
    yield Page("report, summary", page("fill_summary"), PLANNER)
    yield Page("report, figures", page("fill_figures"), PLANNER)
    yield Page("report, a priority", page("fill_priority", fullest.id), PLANNER)
    yield Page("report, offer", page("offer"), PLANNER)
    yield Page("report, release", page("release"), CHIEF)
    yield Page("report, publish", _report_page(released, "publish_report"), SAFETY_OFFICER)
    yield Page("report as JSON", page("json"), PLANNER)
    yield Page("report as PDF, stored", _report_page(released, "pdf"), MAYOR)


def _writing_letters() -> Iterator[Page]:
    sent, written = sent_letter(), Letter.objects.get(plan__year=ADOPTED)
    yield Page("letters", reverse("reports:letters"), SAFETY_OFFICER)
    yield Page("letter", reverse("reports:letter", args=[sent.uuid]), SAFETY_OFFICER)
    yield Page("letter, write", reverse("reports:letter", args=[written.uuid]), SAFETY_OFFICER)
    yield Page("letter, preview", reverse("reports:letter_preview", args=[written.uuid]), SAFETY_OFFICER)
    yield Page("letter, send", reverse("reports:send_letter", args=[written.uuid]), SAFETY_OFFICER)
    yield Page("letter as PDF, stored", reverse("reports:letter_pdf", args=[sent.uuid]), SAFETY_OFFICER)


def released_report() -> Report:
    return Report.objects.get(plan__year=ADOPTED, period=8)


def sent_letter() -> Letter:
    return Letter.objects.with_names().get(sent_at__isnull=False)


def _report_page(report: Report, name: str, *more: object) -> str:
    return reverse(f"reports:{name}", args=[report.uuid, *more])


def _knowing() -> Iterator[Page]:
    frame = PolicyFrame.objects.get(level="local", valid_from=2021, title__contains="itvoering")
    indicator = Indicator.objects.filter(figures__isnull=False).order_by("code")[0]
    figure = Figure.objects.order_by("pk")[0]
    yield Page("frames", reverse("priorities:frames"), SAFETY_OFFICER)
    yield Page("frame", reverse("priorities:frame", args=[frame.uuid]), SAFETY_OFFICER)
    yield Page("indicators", reverse("priorities:indicators"), SAFETY_OFFICER)
    yield Page("indicator", reverse("priorities:indicator", args=[indicator.code]), SAFETY_OFFICER)
    yield Page("figures", reverse("priorities:figures"), PLANNER)
    yield Page("figure", reverse("priorities:figure", args=[figure.pk]), PLANNER)
    yield Page("figure, enter", reverse("priorities:figure_enter"), PLANNER)


def _administering() -> Iterator[Page]:
    yield Page("administration", reverse("people:administration"), ADMINISTRATOR)
    yield Page("people", reverse("people:people"), ADMINISTRATOR)
    yield Page("person", reverse("people:person", args=[person(SAFETY_OFFICER).uuid]), ADMINISTRATOR)
    yield Page("organisations", reverse("organisation:organisations"), ADMINISTRATOR)
    yield Page("trail", reverse("audit:trail"), ADMINISTRATOR)


def _plan(year: int) -> Plan:
    return Plan.objects.get(year=year)


def _fullest_block(plan: Plan) -> Block:
    blocks = Block.objects.filter(chapter__draft__plan=plan, targets__isnull=False).distinct()
    return max(blocks.select_related("chapter"), key=lambda b: b.placements.count() + b.targets.count())


# --- who asks ---------------------------------------------------------------------------------------------------------


def client_of(email: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    if email:
        client.force_login(person(email))
    return client


def session_of(client: Client) -> str:
    cookie = client.cookies.get("sessionid")
    return cookie.value if cookie else ""


def queries(page: Page, client: Client) -> int:
    """Asked a second time, so that nothing is counted that happens only once."""
    client.get(page.path)
    with CaptureQueriesContext(connection) as captured:
        client.get(page.path)
    return len(captured)
