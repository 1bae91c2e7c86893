from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_agreements_followed"),
        ("renja", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="renjaline",
            name="agreements",
            field=models.ManyToManyField(
                blank=True,
                related_name="lines",
                to="meetings.agreement",
                verbose_name="Kesepakatan yang mendukung",
            ),
        ),
    ]
