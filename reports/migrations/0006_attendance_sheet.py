import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0006_invitations_and_programme"),
        ("jobs", "0001_initial"),
        ("reports", "0005_sitting_paper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AttendanceSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="Kunci"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kosong", "Untuk ditandatangani"),
                            ("akhir", "Yang hadir, tanpa nomor HP"),
                            ("arsip", "Yang hadir, dengan nomor HP (arsip sekretariat)"),
                        ],
                        max_length=10,
                        verbose_name="Isi",
                    ),
                ),
                ("is_landscape", models.BooleanField(default=False, verbose_name="Kertas mendatar")),
                ("empty_rows", models.PositiveSmallIntegerField(default=0, verbose_name="Baris kosong")),
                (
                    "file",
                    models.FileField(blank=True, max_length=120, upload_to="reports/", verbose_name="Berkas"),
                ),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0, help_text="bytes", verbose_name="Ukuran")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="Halaman")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="Dibuat"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance_sheets",
                        to="forums.forum",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
            ],
            options={
                "verbose_name": "cetakan daftar hadir",
                "verbose_name_plural": "cetakan daftar hadir",
                "ordering": ["-pk"],
            },
        ),
    ]
