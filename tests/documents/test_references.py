"""A reference says what a part of the document is called there; where that part isn't, it is plain words."""

from dataclasses import dataclass

from workplan_portal.documents.references import everywhere, leading_nowhere, named, relocated
from workplan_portal.documents.richtext import clean

HERE, GONE = "11111111-aaaa", "22222222-bbbb"
TEXT = (
    f'<p>Zie <a href="#prioriteit-{HERE}"><strong>Oude &amp; naam</strong></a>, '
    f'<a href="#prioriteit-{GONE}">Jeugd</a> en <a href="https://a.nl">a</a>.</p>'
)


@dataclass(frozen=True)
class Leaf:
    text: str
    number: int = 1


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]


def test_a_reference_says_what_it_leads_to_now() -> None:
    assert clean(TEXT) == TEXT
    assert named(TEXT, {HERE: "2.1 Wonen <&"}) == (
        f'<p>Zie <a href="#prioriteit-{HERE}"><strong>2.1 Wonen &lt;&amp;</strong></a>, Jeugd en '
        '<a href="https://a.nl">a</a>.</p>'
    )
    assert 'href="/elders/11111111-aaaa/"' in named(TEXT, {HERE: "x"}, lambda key: f"/elders/{key}/")
    assert named(TEXT, {HERE: "x"}, lambda _key: "") == (
        '<p>Zie <strong>x</strong>, Jeugd en <a href="https://a.nl">a</a>.</p>'
    )
    assert list(leading_nowhere(TEXT, {HERE})) == ["Jeugd"]
    assert relocated(TEXT, {GONE: "33"}) == TEXT.replace(GONE, "33")


def test_what_holds_no_reference_stays_the_very_same() -> None:
    tree = Tree((Leaf("<p>x</p>"), Leaf(TEXT)))
    changed = everywhere(tree, lambda html: named(html, {}))

    assert changed.leaves[0] is tree.leaves[0]
    assert (
        changed.leaves[1].text == '<p>Zie <strong>Oude &amp; naam</strong>, Jeugd en <a href="https://a.nl">a</a>.</p>'
    )
    assert everywhere(changed, str.upper) is changed
