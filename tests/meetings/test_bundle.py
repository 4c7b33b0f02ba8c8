"""One file for a meeting: the agenda, the documents behind it, bookmarks, links and tags that all still work."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from pikepdf import Array, Dictionary, Name

from tests.documents.validation import assert_valid
from tests.plans import factories
from workplan_portal.meetings import actions

from .world import planned

pytestmark = pytest.mark.django_db


def elements(top):
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get(Name.K, Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in kids if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem]


@pytest.mark.requires("java")
def test_the_bundle_of_a_meeting():
    scene = factories.submitted()
    meeting = planned(scene)
    actions.add_item(meeting=meeting, topic="Jaarwisseling", by=scene.secretary)
    browser = Client()
    browser.force_login(scene.mayor)
    address = reverse("meetings:bundle", args=[meeting.uuid])
    content = b"".join(browser.get(address).streaming_content)
    assert content == b"".join(browser.get(address).streaming_content), "the same agenda gives the same file"

    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Agenda", scene.plan.title]
            assert "Voorwoord" in {item.title for item in outline.root[1].children}
            (start,) = {outline.root[1].destination[0].objgen}
        pages = [page.obj.objgen for page in pdf.pages]
        assert pages.index(start) == 1, "the agenda is one page, and says that the plan begins on page 2"
        assert len(pages) > 5

        links = [a for page in pdf.pages for a in page.obj.get(Name.Annots, Array()) if a.Subtype == Name.Link]
        inside = [link.Dest for link in links if Name.Dest in link]
        assert all(dest[0].objgen in pages for dest in inside)
        assert not any(Name.A in link and Name.GoTo == link.A.S for link in links), "no link by a name is left"
        (first, *_rest) = pdf.pages[0].obj.Annots
        assert first.Dest[0].objgen == start, "from the agenda one goes to the document"

        tree = pdf.Root.StructTreeRoot
        assert [str(top.S) for top in tree.K] == ["/Document", "/Document"]
        owners = {int(key): owner for key, owner in zip(*[iter(tree.ParentTree.Nums)] * 2, strict=True)}
        assert [int(page.obj.StructParents) in owners for page in pdf.pages] == [True] * len(pages)
        assert all(Name.Link == owners[int(link.StructParent)].S for link in links)
        found = [element for top in tree.K for element in elements(top)]
        assert {e.Pg.objgen for e in found if Name.Pg in e} <= set(pages)
        names = [str(e.ID) for e in found if Name.ID in e]
        assert len(names) == len(set(names)) == len(tree.IDTree.Names) // 2
        assert meeting.title in str(pdf.Root.Metadata.read_bytes())
    assert_valid(content, "3a", "ua1")
