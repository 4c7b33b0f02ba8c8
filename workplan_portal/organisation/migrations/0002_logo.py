import django.core.validators
import re
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="municipality",
            name="logo",
            field=models.CharField(
                blank=True,
                max_length=64,
                validators=[django.core.validators.RegexValidator(re.compile("^[0-9a-f]{64}\\Z"))],
                verbose_name="logo",
            ),
        ),
    ]
