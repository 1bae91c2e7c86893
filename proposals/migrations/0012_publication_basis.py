import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0011_asking")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="minutes_code",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=12, verbose_name="Kode berita acara"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="minutes_name",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="Berita acara final yang menjadi dasar pengesahan; kosong bila disahkan per urusan.",
                max_length=200,
                verbose_name="Disahkan bersama",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="proposals.decision",
            ),
        ),
    ]
