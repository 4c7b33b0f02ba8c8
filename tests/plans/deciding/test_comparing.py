"""The page that compares two texts of a plan, and its file: which two, for whom, and what is read there."""

from __future__ import annotations

import html
import re
import subprocess

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import drafting
from tests.documents.logos import give_logo, logos_in
from tests.documents.validation import assert_valid
from tests.plans import factories
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db


def page(scene: Scene, before: object = "", after: object = "") -> str:
    asked = f"?van={before}&naar={after}" if before or after else ""
    return reverse("plans:compare", args=[scene.plan.uuid]) + asked


def text(response) -> str:
    return html.unescape(response.content.decode())


def read(response) -> str:
    """As it is read aloud: no markup, single spaces."""
    return " ".join(re.sub(r"<[^>]*>", "", text(response).split("<main", 1)[1]).split())


def rewritten(scene: Scene) -> None:
    """The authors change the introduction, a contribution and a target, add one and turn two priorities around."""
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Zo werken wij nu.</p>")
    first, second, om = scene.blocks
    stands = first.placements.get().contribution
    drafting.edit_contribution(
        contribution=stands, version=stands.version, by=scene.planner, text="<p>Wij houden 's avonds toezicht.</p>"
    )
    looks_otherwise = om.placements.get().contribution
    drafting.edit_contribution(
        contribution=looks_otherwise,
        version=looks_otherwise.version,
        by=scene.planner,
        text='<ul><li>Wij <strong>houden</strong> <a href="https://politie.nl">toezicht</a>.</li></ul>',
    )
    aim = first.targets.get()
    drafting.edit_row(row=aim, version=aim.version, by=scene.planner, norm=30)
    factories.contribution(scene, second, "<p>Wij bellen <em>ouders</em>.</p>")
    drafting.move_block(block=second, steps=-1, by=scene.planner)


@pytest.fixture
@remembered
def scene() -> Scene:
    """Returned by the chief and rewritten: version 1, and a draft that says otherwise."""
    made = factories.returned()
    rewritten(made)
    return made


def test_the_draft_is_compared_with_the_version_before_it(scene, as_):
    browser = as_(scene.planner)
    link = page(scene, 1, "concept")
    assert html.escape(link) in browser.get(reverse("plans:plan", args=[scene.plan.uuid])).content.decode()
    response = browser.get(page(scene))
    assert response.status_code == 200
    shown, spoken = text(response), read(response)
    assert "Wat er veranderde van versie 1 naar het concept" in spoken
    assert re.findall(r'value="(\w+)"\s+selected', shown) == ["1", "concept"]
    assert "[geschrapt] samen" in spoken
    assert "[toegevoegd] nu" in spoken
    assert "Wij houden [toegevoegd] 's avonds [einde] toezicht." in spoken
    assert "[toegevoegd] Wij bellen" in spoken
    assert "Wij houden (opmaak gewijzigd) toezicht (link gewijzigd: geen link → https://politie.nl)." in spoken
    assert "[geschrapt] hooguit 50 [einde] → [toegevoegd] hooguit 30 [einde]" in spoken
    assert "Verplaatst" in spoken
    for tag in ("del", "ins"):
        assert re.search(rf'<{tag}><span class="visually-hidden">\[\w+\] </span>', shown)
    for anchor in re.findall(r'href="#(verschil-[^"]+|teksten)"', shown):
        assert f'id="{anchor}"' in shown, "each headline leads to its place"
    assert response.context["shown"] == browser.get(link).context["shown"], "chosen unasked as by the link"


def test_who_may_not_read_the_draft_compares_versions_only(scene, as_):
    for person in (scene.mayor, scene.prosecutor):
        response = as_(person).get(page(scene))
        assert response.status_code == 200
        assert "Er valt nog niets te vergelijken" in text(response)
        assert page(scene) not in text(as_(person).get(reverse("plans:plan", args=[scene.plan.uuid])))
        hidden = as_(person).get(page(scene, 1, "concept"))
        assert hidden.status_code == 404
        assert "Er is geen versie “concept”" in text(hidden)
        assert "'s avonds" not in text(hidden)
    for person in (scene.stranger, scene.coevorden_mayor, scene.administrator):
        assert as_(person).get(page(scene)).status_code == 404
    assert as_(scene.auditor).get(page(scene, 1, "concept")).status_code == 200


def test_a_number_that_is_not_there_gives_a_message_and_the_choice(scene, as_):
    browser = as_(scene.officer)
    for asked in ("9", "0", "-1", "١", "1e3", "<b>", "9" * 400):
        response = browser.get(page(scene), {"van": asked, "naar": "concept"})
        assert response.status_code == 404
        assert "Er is geen versie" in text(response)
        assert "<b>”" not in response.content.decode()
        assert 'name="naar"' in response.content.decode()
    assert "tweemaal dezelfde versie" in text(browser.get(page(scene, 1, 1)))
    assert browser.post(page(scene)).status_code == 405


def test_a_decision_page_leads_to_exactly_the_two_versions_it_is_about(as_):
    scene = factories.returned()
    rewritten(scene)
    factories.submit(scene)
    browser = as_(scene.chief)
    decide = text(browser.get(reverse("plans:decide", args=[scene.plan.uuid])))
    assert page(scene, 1, 2) in decide
    shown = browser.get(page(scene, 1, 2))
    headlines = [headline.sentence for headline in shown.context["shown"].headlines]
    assert len(headlines) > 2
    assert all(sentence in decide for sentence in headlines), "the page says the same, in full"
    assert page(scene, 1, 2) in text(browser.get(reverse("plans:plan", args=[scene.plan.uuid])))
    back = read(browser.get(page(scene, 2, 1)))
    assert "Wij houden [geschrapt] 's avonds [einde] toezicht." in back


def test_an_adopted_version_is_what_later_ones_are_compared_with(as_):
    scene = factories.returned()
    factories.submit(scene)
    for role, person in ((Role.CHIEF, scene.chief), (Role.MAYOR, scene.mayor), (Role.PROSECUTOR, scene.prosecutor)):
        factories.agree(scene, role, person)
    factories.record_adoption(scene)
    response = as_(scene.mayor).get(page(scene))
    assert response.context["chosen"].before.revision.number == 1, "there is nothing later than the adopted one"
    assert "De teksten van versie 1 en versie 2 zijn gelijk." in text(response)
    assert "vastgesteld" in text(response)


def test_it_asks_the_database_no_more_when_more_differs(scene, as_):
    browser = as_(scene.officer)

    def asked() -> int:
        browser.get(page(scene))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page(scene))
        return len(captured)

    few = asked()
    for block in scene.blocks:
        for number in range(3):
            factories.contribution(scene, block, f"<p>Wij doen {number}.</p>")
            factories.target(scene, block, norm=number + 1)
    assert asked() == few <= 30


# --- on paper --------------------------------------------------------------------------------------------------------


def on_paper(scene: Scene, before: object = "", after: object = "") -> str:
    return page(scene, before, after).replace("vergelijken/", "vergelijking.pdf")


@pytest.mark.requires("poppler")
def test_the_file_tells_what_the_page_tells_to_the_same_readers(scene, as_):
    browser = as_(scene.planner)
    link = on_paper(scene, 1, "concept")
    assert html.escape(link) in browser.get(page(scene)).content.decode()
    answer = browser.get(link)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "vergelijking-jaarwerkplan" in answer.headers["Content-Disposition"]
    assert "versie-1-en-concept.pdf" in answer.headers["Content-Disposition"]
    pdf = b"".join(answer)
    told = squeezed(subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout)
    for words in (
        "Wat er veranderde van versie 1 naar het concept",
        "Concept, zoals het er stond op",
        "Een van de teksten wordt nog geschreven.",
        "[geschrapt] samen",
        "[toegevoegd] nu",
        "Wij houden [toegevoegd] 's avonds [einde] toezicht.",
        "[geschrapt] hooguit 50 [einde] → [toegevoegd] hooguit 30 [einde]",
        "Verplaatst",
        *(headline.sentence for headline in browser.get(page(scene)).context["shown"].headlines),
    ):
        assert squeezed(words) in told

    for person in (scene.mayor, scene.prosecutor, scene.stranger, scene.coevorden_mayor, scene.administrator):
        assert as_(person).get(link).status_code == 404
    assert as_(scene.auditor).get(link).status_code == 200
    for nothing in (on_paper(scene, 1, 1), on_paper(scene, 9, "concept")):
        assert browser.get(nothing).status_code == 404
    assert on_paper(scene) not in text(browser.get(page(scene, 1, 1)))


def squeezed(words: str | bytes) -> str:
    """However its lines are broken."""
    return "".join((words.decode() if isinstance(words, bytes) else words).split()).lower()


@pytest.mark.appearance
@pytest.mark.requires("java")
def test_the_file_is_archivable_and_accessible(as_):
    """Of two versions, which give the same file whenever it is asked for."""
    scene = factories.returned()
    give_logo(scene.region.emmen.code)
    rewritten(scene)
    factories.submit(scene)
    first, second = (b"".join(as_(person).get(on_paper(scene, 1, 2))) for person in (scene.officer, scene.chief))
    assert first == second
    assert logos_in(first) == ["Logo van Emmen"]
    assert_valid(first, "3a", "ua1")
