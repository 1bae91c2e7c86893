from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_minutes")]

    operations = [
        migrations.AddField(
            model_name="minutes",
            name="remarks_until",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="Batas tanggapan"),
        ),
        migrations.AddField(
            model_name="minutesremark",
            name="organization",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="Instansi undangan yang menanggapi lewat tautannya.",
                max_length=200,
                verbose_name="Instansi",
            ),
        ),
    ]
