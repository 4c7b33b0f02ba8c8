"""Every publication has its facts now."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_facts_of_publications")]

    operations = [
        migrations.RemoveField("publication", "rendition"),
        migrations.AlterField(
            "publication", "decided_on", models.DateField(verbose_name="adopted, released or sent on")
        ),
        migrations.AlterField(
            "publication",
            "file",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"),
        ),
        migrations.AddConstraint(
            "publication",
            models.UniqueConstraint(
                condition=Q(("withdrawn_at__isnull", True)),
                fields=("revision", "audience", "edition"),
                name="publication_once",
            ),
        ),
        migrations.AddConstraint(
            "publication",
            models.CheckConstraint(
                condition=Q(("kind", "plan"), ("revision__isnull", False)), name="publication_has_its_source"
            ),
        ),
    ]
