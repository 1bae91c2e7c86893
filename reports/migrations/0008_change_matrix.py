import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0006_revisions"),
        ("reports", "0007_stages_of_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeMatrix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="Kunci")),
                ("file", models.FileField(max_length=120, upload_to="reports/perubahan/", verbose_name="Berkas")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="Ukuran")),
                ("pages", models.PositiveIntegerField(verbose_name="Halaman")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="Disusun")),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="renja.revision",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="renja.revision"
                    ),
                ),
                (
                    "made_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "matriks perubahan",
                "verbose_name_plural": "matriks perubahan",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("before", "after"), name="change_matrix_once_a_pair", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
