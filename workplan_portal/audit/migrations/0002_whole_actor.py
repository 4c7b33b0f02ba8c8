from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="actor",
            field=models.TextField(verbose_name="by"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="details",
            field=models.JSONField(default=dict, verbose_name="details"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="number",
            field=models.PositiveIntegerField(verbose_name="place in the chain"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="subject",
            field=models.CharField(max_length=80, verbose_name="subject"),
        ),
        migrations.AlterField(
            model_name="seal",
            name="chains",
            field=models.PositiveIntegerField(verbose_name="chains"),
        ),
        migrations.AlterField(
            model_name="seal",
            name="day",
            field=models.DateField(unique=True, verbose_name="day"),
        ),
    ]
