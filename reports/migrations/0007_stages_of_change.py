from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_attendance_sheet")]

    operations = [
        migrations.AlterField(
            model_name="generateddocument",
            name="stage",
            field=models.CharField(
                choices=[
                    ("rancangan_awal", "Rancangan awal"),
                    ("rancangan", "Rancangan"),
                    ("rancangan_akhir", "Rancangan akhir"),
                    ("ditetapkan", "Ditetapkan"),
                    ("perubahan", "Rancangan perubahan"),
                    ("perubahan_ditetapkan", "Perubahan ditetapkan"),
                ],
                max_length=20,
                verbose_name="Tahap dokumen",
            ),
        ),
    ]
