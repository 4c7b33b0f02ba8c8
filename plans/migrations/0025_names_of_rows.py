from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0024_spells_of_writing")]

    operations = [
        migrations.AlterModelOptions(
            name="consentrequest",
            options={"ordering": ["pk"], "verbose_name": "consent", "verbose_name_plural": "consents"},
        ),
        migrations.AlterModelOptions(
            name="planmunicipality",
            options={
                "ordering": ["municipality__name"],
                "verbose_name": "work plan",
                "verbose_name_plural": "work plans",
            },
        ),
    ]
