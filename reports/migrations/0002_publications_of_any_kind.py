"""A publication keeps the facts a reader finds it by, so that it can hold more than plans.

In three steps: PostgreSQL does not change a table in the transaction that filled it.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisation", "0001_initial"),
        ("plans", "0004_chapters_once"),
        ("reports", "0001_publications"),
    ]

    operations = [
        migrations.RemoveConstraint("publication", "publication_once"),
        migrations.AlterModelOptions(
            "publication",
            {
                "ordering": ["-year", "title", "-decided_on"],
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
            },
        ),
        migrations.AddField(
            "publication",
            "kind",
            models.CharField(choices=[("plan", "work plan")], default="plan", max_length=8, verbose_name="kind"),
            preserve_default=False,
        ),
        migrations.AddField(
            "publication",
            "revision",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="plans.revision",
            ),
        ),
        migrations.AddField(
            "publication",
            "audience",
            models.CharField(
                choices=[("internal", "internal"), ("council", "council"), ("public", "public")],
                default="public",
                max_length=8,
                verbose_name="for whom",
            ),
            preserve_default=False,
        ),
        migrations.AddField("publication", "edition", models.CharField(blank=True, max_length=16)),
        migrations.AddField(
            "publication",
            "year",
            models.PositiveSmallIntegerField(default=0, verbose_name="year"),
            preserve_default=False,
        ),
        migrations.AddField(
            "publication",
            "municipalities",
            models.ManyToManyField(related_name="publications", to="organisation.municipality"),
        ),
        migrations.AddField(
            "publication", "decided_on", models.DateField(null=True, verbose_name="adopted, released or sent on")
        ),
        migrations.AddField("publication", "example", models.BooleanField(default=False)),
        migrations.AddField(
            "publication",
            "file",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddField(
            "publication",
            "pages",
            models.PositiveSmallIntegerField(default=0, verbose_name="pages"),
            preserve_default=False,
        ),
    ]
