"""What was submitted before there was a search is found too."""

from django.db import migrations


def make_findable(apps, schema_editor):
    """Of each draft what was submitted last: that is what readers of the plan read."""
    from plans.document import load
    from plans.passages import parts_of
    from workplan_portal.search.models import written

    passage = apps.get_model("search", "Passage")
    drafts = apps.get_model("plans", "Draft").objects.filter(revision__isnull=False)
    for pk, text in drafts.values_list("revision", "revision__text"):
        passage.objects.bulk_create(passage(**columns) for columns in written("revision", pk, parts_of(load(text))))


class Migration(migrations.Migration):
    dependencies = [("plans", "0019_amendment"), ("search", "0001_passages")]

    operations = [migrations.RunPython(make_findable, migrations.RunPython.noop)]
