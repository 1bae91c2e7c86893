import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.quarantine
from renja.revision_guard import operations as frozen

STAGES = [
    ("rancangan_awal", "Rancangan awal"),
    ("rancangan", "Rancangan"),
    ("rancangan_akhir", "Rancangan akhir"),
    ("ditetapkan", "Ditetapkan"),
    ("perubahan", "Rancangan perubahan"),
    ("perubahan_ditetapkan", "Perubahan ditetapkan"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0005_fundings_moved"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="renja",
            name="stage",
            field=models.CharField(
                choices=STAGES, default="rancangan_awal", max_length=20, verbose_name="Tahap dokumen"
            ),
        ),
        migrations.CreateModel(
            name="Revision",
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
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="Revisi ke-")),
                ("stage", models.CharField(choices=STAGES, max_length=20, verbose_name="Tahap dokumen")),
                (
                    "instrument",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("perkada", "Peraturan Kepala Daerah"),
                            ("kepkada", "Keputusan Kepala Daerah"),
                            ("kep_kepala_pd", "Keputusan Kepala Perangkat Daerah"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Jenis penetapan",
                    ),
                ),
                (
                    "document_number",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="Nomor dokumen"),
                ),
                ("dated", models.DateField(blank=True, null=True, verbose_name="Tanggal dokumen")),
                ("note", models.TextField(blank=True, default="", max_length=1000, verbose_name="Catatan")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        default="",
                        max_length=1000,
                        verbose_name="Alasan dibekukan meskipun ada yang belum selesai",
                    ),
                ),
                ("content", models.JSONField(default=dict, editable=False)),
                ("content_hash", models.CharField(editable=False, max_length=64, verbose_name="Sidik isi")),
                (
                    "frozen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="Dibekukan"
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "renja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="renja.renja",
                    ),
                ),
            ],
            options={
                "verbose_name": "revisi Renja",
                "verbose_name_plural": "revisi Renja",
                "ordering": ["renja", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("renja", "number"), name="revision_number_once_a_plan"),
                    models.CheckConstraint(
                        condition=models.Q(("content_hash", ""), _negated=True), name="revision_has_a_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("instrument", ""),
                                (
                                    "stage__in",
                                    ["rancangan_awal", "rancangan", "rancangan_akhir", "perubahan"],
                                ),
                            ),
                            models.Q(
                                ("dated__isnull", False),
                                ("stage__in", ["ditetapkan", "perubahan_ditetapkan"]),
                                models.Q(("instrument", ""), _negated=True),
                                models.Q(("document_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="revision_settled_by_an_act",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevisionPaper",
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
                ("file", models.FileField(max_length=120, upload_to="renja/", verbose_name="Berkas")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="Sidik berkas")),
                ("size", models.PositiveBigIntegerField(help_text="bytes", verbose_name="Ukuran")),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="Diunggah"),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="renja.revision",
                    ),
                ),
                (
                    "uploaded_by",
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
                "verbose_name": "dokumen penetapan",
                "verbose_name_plural": "dokumen penetapan",
                "ordering": ["-uploaded_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan", "waiting")),
                        fields=["scan_after"],
                        name="revision_paper_waits_for_scan",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scan__in", ["waiting", "clean", "held"])),
                        name="revision_paper_scan_known",
                    )
                ],
            },
        ),
        *frozen(),
    ]
