import uuid

from django.db import migrations, models


def trace(apps, schema_editor):
    """Every edition gets the lineage of the one it replaces; so do its priorities, by title or another name."""
    frames = apps.get_model("priorities", "PolicyFrame").objects
    priorities = apps.get_model("priorities", "Priority").objects
    for frame in frames.order_by("edition", "pk"):
        frame.lineage = frame.replaces.lineage if frame.replaces else uuid.uuid4()
        frame.save(update_fields=["lineage"])
        earlier = list(priorities.filter(frame=frame.replaces)) if frame.replaces else []
        for priority in priorities.filter(frame=frame).order_by("position", "pk"):
            was = next((p for p in earlier if same_title(p, priority)), None)
            was = was or next((p for p in earlier if names(p) & names(priority)), None)
            if was:
                earlier.remove(was)
            priority.lineage = was.lineage if was else uuid.uuid4()
            priority.save(update_fields=["lineage"])


def same_title(one, other):
    return one.title.strip().casefold() == other.title.strip().casefold()


def names(priority):
    lines = [priority.title, *priority.other_titles.splitlines()]
    return {line.strip().casefold() for line in lines if line.strip()}


TABLES = ("policyframe", "priority")


class Migration(migrations.Migration):
    dependencies = [("priorities", "0004_glossary")]

    operations = [
        *(migrations.AddField(table, "lineage", models.UUIDField(editable=False, null=True)) for table in TABLES),
        migrations.RunPython(trace, migrations.RunPython.noop),
        *(migrations.AlterField(t, "lineage", models.UUIDField(default=uuid.uuid4, editable=False)) for t in TABLES),
        migrations.AddConstraint(
            "policyframe", models.UniqueConstraint(fields=("lineage", "edition"), name="frame_edition_once")
        ),
        migrations.AddConstraint(
            "priority", models.UniqueConstraint(fields=("frame", "lineage"), name="priority_once_an_edition")
        ),
    ]
