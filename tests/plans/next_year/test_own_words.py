"""Only what a plan said differently from its frame comes along, and read through the frame it says the same again."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from plans.actions.carrying import WORDS, own_words
from priorities.models import Priority
from tests.plans.document.sample import block

TWO_CHARACTERS = unicodedata.normalize("NFD", "<p>Café</p>")
"""A letter and its accent apart: a document keeps them as one."""

texts = st.sampled_from(["", "Kader", TWO_CHARACTERS, "Plan", "<p>Plan</p>"])
words = st.fixed_dictionaries(dict.fromkeys(WORDS, texts))


def kept(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(frame=words, plan=words, box=st.sampled_from(["", "Plan", "Kader", "Vak"]))
def test_what_the_plan_says_is_what_it_said(frame, plan, box):
    """A block says its own words, else the frame's; above its contributions stands its box title, else its title."""
    said = {name: kept(plan[name] or frame[name]) for name in WORDS}
    old = block("b", **said, box_title=box or said["title"])

    own = own_words(old, Priority(**frame))

    assert {name: kept(own.get(name) or frame[name]) for name in WORDS} == said
    assert (own.get("box_title") or said["title"]) == old.box_title
    assert not any(own[name] == kept(frame[name]) for name in WORDS if name in own)
