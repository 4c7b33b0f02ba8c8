"""How often one gets mail, and whether reminders are in it, are two choices; a mail that did not go out is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def choose_anew(apps, schema_editor):
    """Who wanted a reminder a week gets one mail a week; who wanted none keeps getting none."""
    people = apps.get_model("people", "Person").objects
    people.filter(reminders="weekly").update(mails="weekly")
    people.filter(reminders="never").update(wants_reminders=False)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_calendar"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="mails",
            field=models.CharField(
                choices=[
                    ("at_once", "Each mail at once"),
                    ("daily", "One mail a day"),
                    ("weekly", "One mail a week, on Monday"),
                ],
                default="at_once",
                max_length=7,
                verbose_name="mails",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="wants_reminders",
            field=models.BooleanField(default=True, verbose_name="reminders"),
        ),
        migrations.AddField(model_name="person", name="gathered_on", field=models.DateField(editable=False, null=True)),
        migrations.RunPython(choose_anew, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="person", name="reminders"),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=300)),
                ("body", models.TextField()),
                ("is_news", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outgoing",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing mail",
                "verbose_name_plural": "outgoing mails",
                "ordering": ["pk"],
            },
        ),
    ]
