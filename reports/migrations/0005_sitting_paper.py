import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("meetings", "0003_sessions_and_presence"),
        ("reports", "0004_result_notice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SittingPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="Kunci")),
                ("kind", models.CharField(choices=[("bahan", "Bahan sidang"), ("formulir", "Formulir hasil sidang")], max_length=10, verbose_name="Jenis")),
                ("file", models.FileField(max_length=120, upload_to="reports/sidang/", verbose_name="Berkas")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="Ukuran")),
                ("pages", models.PositiveIntegerField(verbose_name="Halaman")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="Disusun")),
                ("made_for", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("sitting", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="meetings.sitting")),
            ],
            options={
                "verbose_name": "bahan sidang",
                "verbose_name_plural": "bahan sidang",
                "ordering": ["sitting", "kind"],
                "constraints": [models.UniqueConstraint(fields=("sitting", "kind"), name="paper_one_of_each_kind_a_sitting")],
            },
        ),
    ]
