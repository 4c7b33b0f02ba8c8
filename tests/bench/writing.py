"""What somebody who writes waits for in a big plan: any block that opens, a save, and the scripts of a page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from plans.compiling import DraftReader
from plans.forms.blocks import BlockTextForm, ContributionForm
from plans.forms.editing import AutosavedForm
from plans.forms.targets import TargetForm
from plans.forms.weighing import as_sent
from plans.models import Block, Draft, Plan
from tests.bench import big_plan
from tests.bench.measuring import AS_BROWSERS_DO, WARM_UPS, Figures
from tests.bench.pages import Page, client_of, queries, session_of
from tests.bench.server import COMPRESSION, Browser
from workplan_portal.example.cast import SAFETY_OFFICER

OPENING, SAVING, REFUSING, SCRIPTS = 150, 100, 300, 60_000
"""At most: milliseconds to open any block, to save, and to show a text back that is far too long.

Of scripts bytes on a page beside the editor of rich text.
"""

EDITOR = re.compile(rb'data-(?:editor|engine)="([^"]+)"')
SCRIPT = re.compile(rb'<script[^>]* src="([^"]+)"')


@dataclass
class Measured:
    name: str
    most: float
    queries: int | None
    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """By processor time, which says the same on a busy machine."""
        return median(self.worked) > self.most

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Scripts:
    """Bytes as they are sent: of the page by itself, and of the editor where the page has one."""

    page: str
    own: int
    editor: int

    @property
    def is_over(self) -> bool:
        return self.own > SCRIPTS


def measure_writing(browser: Browser, plan: Plan, rounds: int) -> list[Measured]:
    client = client_of(SAFETY_OFFICER)
    return [
        *_openings(browser, plan, client, rounds),
        *(_saves(browser, client, what, rounds, by_script=by_script) for what in _saved(plan) for by_script in (0, 1)),
        _refusal(browser, plan, client, rounds),
    ]


# --- opening ----------------------------------------------------------------------------------------------------------


def _openings(browser: Browser, plan: Plan, client: Client, rounds: int) -> Iterator[Measured]:
    """The fullest priority, what can be open in it, and of all the others the slowest."""
    draft = Draft.objects.get(plan=plan)
    fullest, *others = sorted(_blocks(draft), key=lambda block: -block.placements.count())
    address = _address(plan, fullest)
    row, target = fullest.placements.all()[0].contribution, fullest.targets.all()[0]
    opened = {
        "open the fullest priority": address,
        "open its words": f"{address}?bewerk=tekst",
        "open a contribution of it": f"{address}?bewerk={row.uuid}",
        "open a target of it": f"{address}?bewerk={target.uuid}",
        "open a new contribution": f"{address}?toevoegen=new-standing",
        "open the chapter": reverse("plans:chapter", args=[plan.uuid, fullest.chapter.uuid]),
        "open the texts": reverse("plans:texts", args=[plan.uuid]),
    }
    for name, path in opened.items():
        yield _opening(browser, client, name, path, rounds)
    rest = [
        _opening(browser, client, "open the slowest other priority", _address(plan, b), rounds // 4 or 1)
        for b in others
    ]
    yield max(rest, key=lambda found: median(found.worked))


def _opening(browser: Browser, client: Client, name: str, path: str, rounds: int) -> Measured:
    measured = Measured(name, OPENING, queries(Page(name, path), client))
    for number in range(WARM_UPS + rounds):
        answer = browser.get(path, session_of(client), Accept_Encoding=AS_BROWSERS_DO)
        _check(name, answer.status, 200)
        if number >= WARM_UPS:
            measured.waited.append(answer.milliseconds)
            measured.worked.append(answer.processor)
    return measured


def _blocks(draft: Draft) -> list[Block]:
    return list(Block.objects.filter(chapter__draft=draft).select_related("chapter"))


def _address(plan: Plan, block: Block) -> str:
    return reverse("plans:block", args=[plan.uuid, block.uuid])


# --- saving -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Saved:
    """A form, how it is made anew each time, where it goes, and which text is written in it."""

    name: str
    path: str
    row: Any
    form: Any
    text: str
    more: Mapping[str, Any]

    def sent(self, number: int) -> dict[str, list[str]]:
        self.row.refresh_from_db()
        form: AutosavedForm = self.form(instance=self.row, **self.more)
        sent = {name: as_sent(form, name, form[name].value()) for name in form.fields}
        return sent | {self.text: [f"<p>Voor de {number}e keer opgeschreven.</p>"]}


def _saved(plan: Plan) -> Iterator[Saved]:
    block = max(_blocks(Draft.objects.get(plan=plan)), key=lambda found: found.placements.count())
    row, target = block.placements.all()[0].contribution, block.targets.all()[0]

    def address(name: str, *more: object) -> str:
        return reverse(f"plans:{name}", args=[plan.uuid, block.uuid, *more])

    yield Saved("a contribution", address("save_row", "bijdrage", row.uuid), row, ContributionForm, "text", {})
    where = address("save_row", "doel", target.uuid)
    yield Saved(
        "a target",
        where,
        target,
        TargetForm,
        "explanation",
        {"block": block, "read": lambda: DraftReader(block.chapter.draft)},
    )
    yield Saved("words of a priority", address("save_block", "tekst"), block, BlockTextForm, "narrative", {})


def _saves(browser: Browser, client: Client, what: Saved, rounds: int, *, by_script: int) -> Measured:
    """By the button (which leads on to the page that shows it) or by the script that saves while one types."""
    measured = Measured(f"{'autosave' if by_script else 'save'} {what.name}", SAVING, None)
    headers = {"X_Autosave": "1"} if by_script else {}
    for number in range(WARM_UPS + rounds):
        answer = browser.post(
            what.path, urlencode(what.sent(number + by_script * 1000), doseq=True), session_of(client), **headers
        )
        _check(measured.name, answer.status, 200 if by_script else 302)
        if by_script and "version" not in json.loads(answer.body)["fields"]:
            raise RuntimeError(f"{measured.name}: {answer.body.decode()}")
        if number >= WARM_UPS:
            measured.waited.append(answer.milliseconds)
            measured.worked.append(answer.processor)
    return measured


def _refusal(browser: Browser, plan: Plan, client: Client, rounds: int) -> Measured:
    """Every text of a priority far too long: said at each, and what was typed is still there."""
    measured = Measured("refuse words of 200,000 characters", REFUSING, None)
    words = next(what for what in _saved(plan) if what.form is BlockTextForm)
    long = {name: ["woord " * 33_334] for name in ("narrative", "ambition", "objective", "residents_input")}
    body = urlencode(words.sent(0) | long, doseq=True)
    for number in range(WARM_UPS + rounds):
        answer = browser.post(words.path, body, session_of(client))
        _check(measured.name, answer.status, 200)
        if number >= WARM_UPS:
            measured.waited.append(answer.milliseconds)
            measured.worked.append(answer.processor)
    return measured


def _check(name: str, status: int, expected: int) -> None:
    if status != expected:
        raise RuntimeError(f"“{name}” answers {status}.")


# --- scripts ----------------------------------------------------------------------------------------------------------


def weigh_scripts(browser: Browser, plan: Plan, found: Mapping[str, Figures]) -> list[Scripts]:
    """Of every page that was measured, and of an open form of the big plan."""
    block = _blocks(Draft.objects.get(plan=plan))[0]
    writing = Page("write, a form with an editor", f"{_address(plan, block)}?bewerk=tekst", SAFETY_OFFICER)
    sizes: dict[str, int] = {}

    def weigh(paths: set[str]) -> int:
        for path in paths - sizes.keys():
            sizes[path] = len(gzip.compress(browser.get(path).body, COMPRESSION))
        return sum(sizes[path] for path in paths)

    scripts = []
    for page in [writing, *(figures.page for figures in found.values())]:
        body = browser.get(page.path, session_of(client_of(page.email))).body
        own, editor = ({path.decode() for path in which.findall(body)} for which in (SCRIPT, EDITOR))
        if own or editor:
            scripts.append(Scripts(page.name, weigh(own), weigh(editor)))
    return scripts


def build() -> Plan:
    """In the team and municipality of the example."""
    example = Plan.objects.with_names().get(example=True, year=2021)
    return big_plan.build(example.team, example.municipalities[0])
