"""What the triangle made of a report."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_amendments_on_the_agenda"),
        ("reports", "0011_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("noted", "discussed, without remarks"),
                            ("remarked", "discussed, with remarks"),
                            ("correct", "discussed; something has to be added or corrected"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                ("name", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusions",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome about a report",
                "verbose_name_plural": "outcomes about reports",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["noted", "remarked", "correct"])),
                        name="conclusion_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "noted"), models.Q(("remarks", ""), _negated=True), _connector="OR"
                        ),
                        name="conclusion_says_what",
                    ),
                ],
            },
        ),
    ]
