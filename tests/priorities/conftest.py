from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.core import serializers

from priorities.models import Figure, GlossaryTerm, Indicator, PolicyFrame, Priority
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

from .world import World


@pytest.fixture
def world(db: None) -> World:
    made = World()
    _ = made.nation, made.team, made.other_team
    return made


def everything() -> str:
    """All that frames, indicators, figures, the glossary and the trail hold, as text."""
    models = (PolicyFrame, Priority, Indicator, Figure, GlossaryTerm, Entry)
    return "\n".join(serializers.serialize("json", model.objects.order_by("pk")) for model in models)


@contextmanager
def changing_nothing() -> Iterator[None]:
    before = everything()
    yield
    assert everything() == before


@pytest.fixture
def refused(world: World) -> Callable[[], AbstractContextManager[None]]:
    """What happens inside must be refused, and change nothing at all."""

    @contextmanager
    def refusing(sentence: str | None = None) -> Iterator[None]:
        with changing_nothing(), pytest.raises(Refused, match=sentence):
            yield

    return refusing


@pytest.fixture
def unchanged(world: World) -> Callable[[], AbstractContextManager[None]]:
    return changing_nothing


@pytest.fixture
def trail() -> Callable[[str], Entry]:
    """The last entry of a subject's chain."""

    def last(subject: str) -> Entry:
        return Entry.objects.filter(subject=subject).order_by("number").last()

    return last
