"""Somebody may advise about every plan of a base team."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0022_ways_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="adviser",
            name="for_team",
            field=models.BooleanField(default=False, verbose_name="for every plan of the base team"),
        ),
    ]
