"""What was published before gets the facts that its rendition and plan tell."""

from django.db import migrations


def take_over(apps, schema_editor):
    """Until now all that was published were whole plans, known by their rendition."""
    Adoption = apps.get_model("plans", "Adoption")
    for publication in apps.get_model("reports", "Publication").objects.all():
        rendition = publication.rendition
        plan = rendition.revision.plan
        publication.kind = "plan"
        publication.revision = rendition.revision
        publication.audience = rendition.audience
        publication.year = plan.year
        publication.example = plan.example
        publication.decided_on = Adoption.objects.get(revision=rendition.revision).adopted_on
        publication.file = rendition.file
        publication.pages = rendition.pages
        publication.save()
        publication.municipalities.set(
            link.municipality for link in plan.municipality_links.select_related("municipality")
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_publications_of_any_kind")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
