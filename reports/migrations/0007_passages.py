"""What was released, sent and published before there was a search is found too, by piece instead of as one text."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def make_findable(apps, schema_editor):
    for fixed, texts in (("release", releases), ("letter", letters), ("publication", publications)):
        keep(apps.get_model("search", "Passage"), fixed, texts(apps))


def keep(passage, fixed, texts):
    from workplan_portal.search.models import written

    for pk, parts in texts:
        passage.objects.bulk_create(passage(**columns) for columns in written(fixed, pk, parts))


def releases(apps):
    """The last of each report is what its readers read."""
    from reports.document import load
    from reports.passages import parts_of

    known = apps.get_model("reports", "Release").objects
    last = known.filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    for pk, text in known.filter(pk=Subquery(last)).values_list("pk", "text"):
        yield pk, parts_of(load(text))


def letters(apps):
    from reports.letters.document import load
    from reports.passages import letter_parts

    for pk, text in apps.get_model("reports", "Letter").objects.exclude(text="").values_list("pk", "text"):
        yield pk, letter_parts(load(text))


def publications(apps):
    """As their audience reads them, whole or one municipality's edition."""
    from plans.amendments import as_read
    from plans.codes import Audience
    from plans.document import load
    from plans.passages import parts_of
    from reports import document as reports
    from reports.letters import document as letters
    from reports.passages import letter_parts
    from reports.passages import parts_of as report_parts

    out = apps.get_model("reports", "Publication").objects.filter(withdrawn_at__isnull=True)
    texts = {"plan": F("revision__text"), "report": F("release__text"), "letter": F("letter__text")}
    for kind, source in texts.items():
        rows = out.filter(kind=kind).annotate(source=source).values_list("pk", "source", "audience", "edition")
        for pk, text, audience, edition in rows:
            match kind:
                case "plan":
                    yield pk, parts_of(as_read(load(text), Audience(audience), edition))
                case "report":
                    yield pk, report_parts(as_read(reports.load(text), Audience(audience), edition))
                case _:
                    yield pk, letter_parts(letters.load(text))


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_council_letters"), ("plans", "0020_passages"), ("search", "0001_passages")]

    operations = [
        migrations.RunPython(make_findable, migrations.RunPython.noop),
        migrations.RemoveField("publication", "words"),
    ]
