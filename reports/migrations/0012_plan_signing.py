"""Revisions that are signed with their signed copies, which the database keeps as they are; codes for two more prints."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.quarantine
from reports.plan_signing.guard import operations as frozen


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0010_plan_files"),
        ("reports", "0011_plan_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanSigning",
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
                ("name", models.CharField(max_length=120, verbose_name="Nama dengan gelar")),
                ("position", models.CharField(max_length=300, verbose_name="Jabatan")),
                ("dated", models.DateField(verbose_name="Tanggal dokumen")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="Dimintakan"),
                ),
                ("final_at", models.DateTimeField(blank=True, null=True, verbose_name="Final")),
            ],
            options={
                "verbose_name": "penandatanganan Renja",
                "verbose_name_plural": "penandatanganan Renja",
                "ordering": ["-revision"],
            },
        ),
        migrations.CreateModel(
            name="SignedPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("original_name", models.CharField(editable=False, max_length=120)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu pemeriksaan"),
                            ("clean", "Bersih"),
                            ("held", "Ditahan"),
                        ],
                        db_default="clean",
                        default=core.quarantine.first_state,
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("scan_tries", models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                (
                    "scan_after",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                    ),
                ),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="Kunci"),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[("basah", "Tanda tangan basah"), ("elektronik", "Tanda tangan elektronik")],
                        max_length=12,
                        verbose_name="Cara",
                    ),
                ),
                ("file", models.FileField(max_length=120, upload_to="reports/", verbose_name="Berkas")),
                (
                    "sha256",
                    models.CharField(
                        db_index=True, editable=False, max_length=64, verbose_name="Sidik berkas"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="Ukuran")),
                ("pages", models.PositiveIntegerField(verbose_name="Halaman")),
                ("signed_at", models.DateTimeField(verbose_name="Ditandatangani")),
                (
                    "certificate",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="Sertifikat"),
                ),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="Disimpan")),
            ],
            options={
                "verbose_name": "naskah Renja bertanda tangan",
                "verbose_name_plural": "naskah Renja bertanda tangan",
                "ordering": ["-kept_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="changematrix",
            name="code",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=12, verbose_name="Kode verifikasi"
            ),
        ),
        migrations.AddField(
            model_name="remarksheet",
            name="code",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=12, verbose_name="Kode verifikasi"
            ),
        ),
        migrations.AddConstraint(
            model_name="changematrix",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("code",),
                name="change_matrix_code_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="remarksheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("code",),
                name="remark_sheet_code_once",
            ),
        ),
        migrations.AddField(
            model_name="plansigning",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plansigning",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signings",
                to="reports.generateddocument",
            ),
        ),
        migrations.AddField(
            model_name="plansigning",
            name="final_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plansigning",
            name="revision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="signing", to="renja.revision"
            ),
        ),
        migrations.AddField(
            model_name="signedplan",
            name="kept_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signedplan",
            name="signing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="reports.plansigning"
            ),
        ),
        migrations.AddField(
            model_name="plansigning",
            name="final",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.signedplan",
            ),
        ),
        migrations.AddIndex(
            model_name="signedplan",
            index=models.Index(
                condition=models.Q(("scan", "waiting")),
                fields=["scan_after"],
                name="signed_plan_waits_for_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("scan__in", ["waiting", "clean", "held"])), name="signed_plan_scan_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="plansigning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("final__isnull", True), ("final_at__isnull", True)),
                    models.Q(
                        ("document__isnull", False), ("final__isnull", False), ("final_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="plan_signing_final_is_whole",
            ),
        ),
        *frozen(),
    ]
