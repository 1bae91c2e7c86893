import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.quarantine

STATES = [
    ("planned", "Direncanakan"),
    ("running", "Berjalan"),
    ("done", "Selesai"),
    ("dropped", "Tidak dilanjutkan"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_presence_taken_out"),
        ("proposals", "0011_asking"),
        ("stakeholders", "0004_membership_request"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="contribution",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=1000, verbose_name="Kontribusi mitra"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="responsible",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Jabatannya, bukan nama orang, misalnya: Kepala Bidang Statistik.",
                max_length=160,
                verbose_name="Penanggung jawab",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="stakeholders.unit",
                verbose_name="Bidang",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="Tenggat"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="state",
            field=models.CharField(
                choices=STATES,
                db_default="planned",
                default="planned",
                editable=False,
                max_length=10,
                verbose_name="Keadaan",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="proposals",
            field=models.ManyToManyField(
                blank=True, related_name="agreements", to="proposals.proposal", verbose_name="Usulan terkait"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="previous",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="continued",
                to="meetings.agreement",
                verbose_name="Kesepakatan sebelumnya",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="remind_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="Pengingat berikutnya"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("remind_on__isnull", False)), fields=["remind_on"], name="agreement_reminder_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "running", "done", "dropped"])),
                name="agreement_state_known",
            ),
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="Tanggal")),
                ("text", models.TextField(max_length=2000, verbose_name="Catatan")),
                (
                    "state",
                    models.CharField(
                        blank=True, choices=STATES, editable=False, max_length=10, verbose_name="Keadaan menjadi"
                    ),
                ),
                (
                    "office",
                    models.CharField(blank=True, editable=False, max_length=160, verbose_name="Dicatat oleh"),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="Dicatat"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="meetings.agreement",
                    ),
                ),
                (
                    "written_by",
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
                "verbose_name": "tindak lanjut",
                "verbose_name_plural": "tindak lanjut",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("original_name", models.CharField(editable=False, max_length=120)),
                (
                    "scan",
                    models.CharField(
                        choices=[("waiting", "Menunggu pemeriksaan"), ("clean", "Bersih"), ("held", "Ditahan")],
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
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "file",
                    models.FileField(max_length=200, upload_to="kesepakatan/%Y/", verbose_name="Berkas bukti"),
                ),
                ("content_type", models.CharField(editable=False, max_length=80)),
                ("size", models.PositiveIntegerField(editable=False, help_text="bytes")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "follow_up",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="meetings.followup",
                    ),
                ),
            ],
            options={
                "verbose_name": "bukti tindak lanjut",
                "verbose_name_plural": "bukti tindak lanjut",
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan", "waiting")),
                        fields=["scan_after"],
                        name="agreement_file_waits_for_scan",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scan__in", ["waiting", "clean", "held"])),
                        name="agreement_file_scan_known",
                    )
                ],
            },
        ),
    ]
