"""Why an organisation can't be removed is said in the reader's words."""

from __future__ import annotations

import pytest
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.functional import Promise

from workplan_portal.organisation.models import Area, BaseTeam, Cluster, District, Municipality, Nation, Unit
from workplan_portal.organisation.models import _refers_here as refers_here


@pytest.mark.parametrize("kind", [Nation, Unit, District, BaseTeam, Municipality, Cluster])
def test_whatever_can_refer_to_an_organisation_has_a_name_to_be_translated(kind: type[Area]) -> None:
    relations = [r for r in kind._meta.get_fields(include_hidden=True) if isinstance(r, ForeignObjectRel)]
    models = {relation.related_model for relation in relations if refers_here(relation)}
    assert models
    assert {model.__name__ for model in models if not isinstance(model._meta.verbose_name, Promise)} == set()
